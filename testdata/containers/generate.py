#!/usr/bin/env python3
"""Makes the files of this folder, with the tools that users have: run it in a folder of its own and compare.

Needs gzip bzip2 xz lzma lz4 zstd pigz bgzip compress brotli zip 7z bsdtar tar cpio ar git, python-snappy and py7zr. All values
are synthetic: social security numbers come from a counter in the range that a seed picks (seed 20260101), and belong to nobody
on purpose.
"""
import os, pathlib, random, subprocess, sys, tarfile, zipfile

import py7zr

from quine import quine

SEED = 20260101
HERE = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")


def table(rows=60):
    rng = random.Random(SEED)
    lines = ["id,first_name,last_name,ssn,email"]
    firsts, lasts = ["Mary", "James", "Linda", "Robert", "Patricia"], ["Smith", "Johnson", "Garcia", "Miller", "Davis"]
    for row in range(1, rows + 1):
        first, last = rng.choice(firsts), rng.choice(lasts)
        ssn = f"{rng.randint(401, 586)}-{rng.randint(11, 88)}-{rng.randint(1000, 9998)}"
        lines.append(f"{row},{first},{last},{ssn},{first.lower()}.{last.lower()}{row}@example.org")
    return "\n".join(lines) + "\n"


def run(command, **options):
    return subprocess.run(command, check=True, capture_output=True, cwd=HERE, **options).stdout


def write(name, data):
    (HERE / name).write_bytes(data)


def streams(plain):
    half = plain.index(b"\n", len(plain) // 2) + 1
    one, two = plain[:half], plain[half:]
    filters = {
        "gz": ["gzip", "-nc"], "bz2": ["bzip2", "-c"], "xz": ["xz", "-c"], "lzma": ["lzma", "-c"],
        "lz4": ["lz4", "-c"], "zst": ["zstd", "-c"], "Z": ["compress", "-c", "-f"], "br": ["brotli", "-c"],
    }
    for ending, command in filters.items():
        write(f"people.csv.{ending}", run(command, input=plain))
    for ending in ["gz", "bz2", "xz", "lz4", "zst"]:
        write(f"two-streams.csv.{ending}", b"".join(run(filters[ending], input=part) for part in [one, two]))
    write("pigz.csv.gz", run(["pigz", "-nc", "-b", "128"], input=plain))
    write("bgzip.csv.gz", run(["bgzip", "-c"], input=plain))
    write("legacy.csv.lz4", run(["lz4", "-lc"], input=plain))
    write("linked.csv.lz4", run(["lz4", "-c", "-BD", "-B4", "--content-size"], input=plain * 40))
    write("sums.csv.xz", run(["xz", "-c", "-C", "sha256"], input=plain) + bytes(8) + run(["xz", "-c", "-C", "crc32"], input=b"x\n"))
    write("x86.csv.xz", run(["xz", "-c", "--x86", "--lzma2"], input=plain))
    write("short-codes.csv.Z", run(["compress", "-c", "-f", "-b", "10"], input=plain * 40))
    try:
        import snappy
        compressor = snappy.StreamCompressor()
        write("people.csv.sz", compressor.compress(plain))
    except ImportError:
        print("no python-snappy: people.csv.sz is left as it is")


def tree(folder, plain):
    (folder / "sub").mkdir(parents=True, exist_ok=True)
    (folder / "people.csv").write_bytes(plain)
    (folder / "sub" / "note.txt").write_bytes(b"Contact Mary Smith, SSN 536-22-8713.\n")
    (folder / "sub" / "people.csv.gz").write_bytes(run(["gzip", "-nc"], input=plain))
    long = folder / "sub" / ("long-" * 30 + "name.txt")
    long.write_bytes(b"SSN: 536-22-8714\n")
    with open(folder / "sub" / "sparse.bin", "wb") as sparse:
        sparse.seek(40_000)
        sparse.write(b"SSN: 536-22-8715\n")
        sparse.truncate(60_000)


def archives(plain):
    folder = HERE / "tree"
    tree(folder, plain)
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    fixed = ["--owner=0", "--group=0", "--mtime=2026-01-01", "--sort=name"]
    for kind in ["gnu", "pax", "ustar", "v7"]:
        members = [name for name in names if kind in ("gnu", "pax") or len(name) < 100]
        write(f"{kind}.tar", run(["tar", "-C", "tree", *fixed, f"--format={kind}", "-cf", "-", *members]))
    write("sparse.tar", run(["tar", "-C", "tree", *fixed, "--format=gnu", "-S", "-cf", "-", *names]))
    write("sparse-pax.tar", run(["tar", "-C", "tree", *fixed, "--format=pax", "-S", "-cf", "-", *names]))
    write("all.tar.gz", run(["gzip", "-nc"], input=(HERE / "pax.tar").read_bytes()))
    listing = "\n".join(names).encode() + b"\n"
    for kind in ["newc", "odc", "bin", "crc"]:
        write(f"{kind}.cpio", subprocess.run(["cpio", "-o", "-H", kind, "--quiet"], input=listing, cwd=folder, check=True, capture_output=True).stdout)
    (HERE / "ar.a").unlink(missing_ok=True)
    run(["ar", "rcD", "ar.a", *[f"tree/{name}" for name in names]])
    zips(folder, names, plain)
    for name, kinds in {"brotli.7z": [py7zr.FILTER_BROTLI], "filters.7z": [py7zr.FILTER_DELTA, py7zr.FILTER_X86, py7zr.FILTER_LZMA2]}.items():
        with py7zr.SevenZipFile(HERE / name, "w", filters=[{"id": kind} for kind in kinds]) as archive:
            for member in names:
                archive.write(folder / member, member)
    for name, options in {"lzma2.7z": [], "copy.7z": ["-mx=0"], "parts.7z": ["-ms=off"], "bzip2.7z": ["-m0=bzip2"], "ppmd.7z": ["-m0=ppmd"], "deflate.7z": ["-m0=deflate"], "bcj2.7z": ["-mf=BCJ2"], "locked.7z": ["-psecret"]}.items():
        (HERE / name).unlink(missing_ok=True)
        subprocess.run(["7z", "a", "-bd", "-y", *options, str((HERE / name).resolve()), *names], cwd=folder, check=True, capture_output=True)
    # libarchive writes an end mark behind LZMA of a known length.
    run(["bsdtar", "--format=7zip", "--options", "7zip:compression=lzma1", "-cf", "marked.7z", "people.csv"])


def zips(folder, names, plain):
    moment = (2026, 1, 1, 0, 0, 0)
    kinds = {"deflated.zip": zipfile.ZIP_DEFLATED, "stored.zip": zipfile.ZIP_STORED, "bzip2.zip": zipfile.ZIP_BZIP2, "lzma.zip": zipfile.ZIP_LZMA}
    for file, kind in kinds.items():
        with zipfile.ZipFile(HERE / file, "w") as archive:
            for name in names:
                archive.writestr(zipfile.ZipInfo(name, moment), (folder / name).read_bytes(), kind)
    with zipfile.ZipFile(HERE / "zip64.zip", "w") as archive:
        for name in names:
            with archive.open(zipfile.ZipInfo(name, moment), "w", force_zip64=True) as member:
                member.write((folder / name).read_bytes())
    # Written to a pipe: sizes come after the data.
    write("streamed.zip", subprocess.run(["zip", "-q", "-X", "-", "-@"], input="\n".join(names).encode(), cwd=folder, check=True, capture_output=True).stdout)
    for file, options in {"locked.zip": ["-P", "secret"]}.items():
        (HERE / file).unlink(missing_ok=True)
        subprocess.run(["zip", "-q", "-X", *options, str((HERE / file).resolve()), *names], cwd=folder, check=True)
    for file, options in {"deflate64.zip": ["-mm=Deflate64"], "aes.zip": ["-psecret", "-mem=AES256"]}.items():
        (HERE / file).unlink(missing_ok=True)
        subprocess.run(["7z", "a", "-tzip", "-bd", "-y", *options, str((HERE / file).resolve()), *names], cwd=folder, check=True, capture_output=True)


def nested(plain):
    with zipfile.ZipFile(HERE / "inner.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("c.csv", (2026, 1, 1, 0, 0, 0)), plain)
    with tarfile.open(HERE / "b.tar", "w") as archive:
        info = tarfile.TarInfo("inner.zip")
        info.size = (HERE / "inner.zip").stat().st_size
        with open(HERE / "inner.zip", "rb") as inner:
            archive.addfile(info, inner)
    write("b.tar.bz2", run(["bzip2", "-c"], input=(HERE / "b.tar").read_bytes()))
    with zipfile.ZipFile(HERE / "nested.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("b.tar.bz2", (2026, 1, 1, 0, 0, 0)), (HERE / "b.tar.bz2").read_bytes())
    for name in ["inner.zip", "b.tar", "b.tar.bz2"]:
        (HERE / name).unlink()


def main():
    HERE.mkdir(exist_ok=True)
    plain = table().encode()
    write("people.csv", plain)
    streams(plain)
    archives(plain)
    nested(plain)
    write("quine.zip", quine())
    subprocess.run(["rm", "-r", HERE / "tree"], check=True)


main()

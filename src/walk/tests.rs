//! Behaviour of the walk on real directories.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;

fn entries_of(settings: &WalkSettings) -> Vec<Entry> {
    let mut entries = Vec::new();
    walk(settings, &mut |entry| {
        entries.push(entry);
        ControlFlow::Continue(())
    });
    entries
}

fn settings(roots: &[&Path]) -> WalkSettings {
    WalkSettings::new(roots.iter().map(|root| root.to_path_buf()).collect(), &[], false).unwrap()
}

/// Each entry as `name` for a file, `name reason severity len` for the rest, names below `root`.
fn lines(root: &Path, entries: &[Entry]) -> Vec<String> {
    let name = |path: &Path| path_text(path.strip_prefix(root).unwrap_or(path));
    let line = |entry: &Entry| match entry {
        Entry::File(file) => name(&file.path),
        Entry::Skipped(entry) => {
            format!("{} {} {:?} {}", name(&entry.path), entry.reason, entry.severity, entry.len_bytes)
        }
    };
    entries.iter().map(line).collect()
}

fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, content) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    dir
}

#[test]
fn files_come_in_name_order_with_hidden_and_ignored_ones() {
    let dir = tree(&[("b/2", ""), ("b/10", "x"), ("a.txt", ""), (".hidden", ""), (".gitignore", "b"), ("Z", "")]);
    let entries = entries_of(&settings(&[dir.path()]));
    assert_eq!(lines(dir.path(), &entries), [".gitignore", ".hidden", "Z", "a.txt", "b/10", "b/2"]);
    let indexes: Vec<u64> = entries
        .iter()
        .map(|entry| match entry {
            Entry::File(file) => file.index,
            Entry::Skipped(_) => panic!("nothing is skipped here"),
        })
        .collect();
    assert_eq!(indexes, [0, 1, 2, 3, 4, 5]);
}

#[test]
fn roots_within_roots_and_repeated_roots_are_walked_once() {
    let dir = tree(&[("a/x", ""), ("b/y", "")]);
    let (a, x) = (dir.path().join("a"), dir.path().join("a/x"));
    let entries = entries_of(&settings(&[&x, &a, dir.path(), dir.path(), &a.join("../b")]));
    assert_eq!(lines(dir.path(), &entries), ["a/x", "b/y"]);
    let stdin = Path::new(STDIN);
    let entries = entries_of(&settings(&[stdin, &x, stdin, &x]));
    assert_eq!(lines(dir.path(), &entries), ["-", "a/x"]);
    assert!(matches!(&entries[0], Entry::File(FileEntry { is_stdin: true, .. })));
}

#[test]
fn missing_roots_are_skipped_and_can_be_asked_for() {
    let dir = tree(&[("a", "")]);
    let missing = dir.path().join("nowhere");
    let settings = settings(&[&missing, &dir.path().join("a"), Path::new(STDIN)]);
    assert_eq!(settings.missing_roots(), [missing]);
    assert_eq!(lines(dir.path(), &entries_of(&settings)), ["nowhere not_found Error 0", "a", "-"]);
}

#[test]
fn excluded_directories_are_counted_and_not_entered() {
    let dir = tree(&[("keep/a.csv", "12345"), ("keep/b.log", "123"), ("target/x/y", "1234567"), ("target/z", "1")]);
    let exclude = ["target/".to_owned(), "*.log".to_owned()];
    let settings = WalkSettings::new(vec![dir.path().to_path_buf()], &exclude, false).unwrap();
    let lines = lines(dir.path(), &entries_of(&settings));
    assert_eq!(lines, ["keep/a.csv", "keep/b.log excluded Note 3", "target excluded Note 8"]);
}

#[test]
fn the_walk_stops_when_told() {
    let dir = tree(&[("a", ""), ("b", ""), ("c", "")]);
    let mut count = 0;
    walk(&settings(&[dir.path()]), &mut |_| {
        count += 1;
        if count == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(count, 2);
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    use super::*;

    fn make_fifo(path: &Path) {
        // The program and not the system call, which would be unsafe code.
        assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    #[test]
    fn special_files_are_never_handed_on() {
        let dir = tree(&[("a", "")]);
        make_fifo(&dir.path().join("fifo"));
        let _socket = std::os::unix::net::UnixListener::bind(dir.path().join("socket")).unwrap();
        let expected = ["a", "fifo special_file Note 0", "socket special_file Note 0"];
        assert_eq!(lines(dir.path(), &entries_of(&settings(&[dir.path()]))), expected);
        let fifo = dir.path().join("fifo");
        assert_eq!(lines(dir.path(), &entries_of(&settings(&[&fifo]))), ["fifo special_file Error 0"]);
        assert_eq!(
            lines(Path::new("/"), &entries_of(&settings(&[Path::new("/dev/null")]))),
            ["dev/null special_file Error 0"]
        );
    }

    #[test]
    fn links_are_followed_only_when_asked_and_loops_end() {
        let dir = tree(&[("d/a", "1")]);
        symlink(dir.path().join("d/a"), dir.path().join("to_file")).unwrap();
        symlink(dir.path(), dir.path().join("d/up")).unwrap();
        symlink(dir.path().join("gone"), dir.path().join("broken")).unwrap();
        let plain = lines(dir.path(), &entries_of(&settings(&[dir.path()])));
        assert_eq!(
            plain,
            [
                "broken symlink_broken Note 0",
                "d/a",
                "d/up symlink_not_followed Note 0",
                "to_file symlink_not_followed Note 0"
            ]
        );
        let followed = WalkSettings::new(vec![dir.path().to_path_buf()], &[], true).unwrap();
        let followed = lines(dir.path(), &entries_of(&followed));
        assert_eq!(followed, ["broken symlink_broken Note 0", "d/a", "d/up directory_loop Note 0", "to_file"]);
    }

    #[test]
    fn a_link_given_as_root_is_followed() {
        let dir = tree(&[("d/a", "12"), ("f", "123")]);
        let (to_dir, to_file) = (dir.path().join("to_dir"), dir.path().join("to_file"));
        symlink(dir.path().join("d"), &to_dir).unwrap();
        symlink(dir.path().join("f"), &to_file).unwrap();
        let broken = dir.path().join("broken");
        symlink(dir.path().join("gone"), &broken).unwrap();
        let entries = entries_of(&settings(&[&to_dir, &to_file, &broken]));
        assert_eq!(lines(dir.path(), &entries), ["to_dir/a", "to_file", "broken symlink_broken Error 0"]);
        assert!(matches!(&entries[1], Entry::File(file) if file.len_hint == Some(3)));
        let excluded = WalkSettings::new(vec![to_dir], &["to_dir".to_owned()], false).unwrap();
        assert_eq!(lines(dir.path(), &entries_of(&excluded)), ["to_dir excluded Note 0"]);
    }

    #[test]
    fn the_lengths_of_the_first_files_are_asked_for() {
        let dir = tempfile::tempdir().unwrap();
        let all = LENGTHS_ASKED_MAX + 2;
        (0..all).for_each(|number| fs::write(dir.path().join(format!("{number:04}")), "123").unwrap());
        let entries = entries_of(&settings(&[dir.path()]));
        let files = entries.iter().map(|entry| match entry {
            Entry::File(file) => file,
            Entry::Skipped(_) => panic!("all are files"),
        });
        let (asked, others): (Vec<_>, Vec<_>) = files.partition(|file| file.len_hint.is_some());
        assert_eq!(asked.len() as u64, LENGTHS_ASKED_MAX);
        assert!(asked.iter().all(|file| file.len_hint == Some(3) && file.index < LENGTHS_ASKED_MAX));
        assert!(others.iter().all(|file| file.len_bytes() == 3));
    }

    #[test]
    fn names_that_are_not_utf8_are_walked_like_any_other() {
        let dir = tree(&[("a", "")]);
        fs::write(dir.path().join(OsStr::from_bytes(b"caf\xe9")), "x").unwrap();
        assert_eq!(lines(dir.path(), &entries_of(&settings(&[dir.path()]))), ["a", "caf\\xe9"]);
    }

    #[test]
    fn an_unreadable_directory_is_an_error_and_the_rest_is_walked() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tree(&[("a/x", ""), ("b/y", "")]);
        let locked: PathBuf = dir.path().join("a");
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
        let can_read_all = fs::read_dir(&locked).is_ok();
        let lines = lines(dir.path(), &entries_of(&settings(&[dir.path()])));
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
        // The superuser reads everything; then there is nothing to be refused.
        let first = if can_read_all { "a/x" } else { "a permission_denied Error 0" };
        assert_eq!(lines, [first, "b/y"]);
    }
}

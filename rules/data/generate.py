#!/usr/bin/env python3
"""Regenerates the tables that come from packages. Run by hand, in this folder, after an update of one of them:

    pip install phonenumbers==9.0.43
    npm pack mcc-mnc-list@1.1.11 && tar xzf mcc-mnc-list-1.1.11.tgz
    python3 generate.py package/mcc-mnc-list.json

Writes calling_codes.tsv, nanp_area_codes.tsv and mobile_networks.tsv. The other tables are kept by hand.
"""

import json
import sys

import phonenumbers
from phonenumbers import PhoneMetadata


def write(name, header, lines):
    with open(name, "w", encoding="ascii", newline="\n") as out:
        out.writelines(f"# {line}\n" for line in header)
        out.writelines(f"{line}\n" for line in lines)


def calling_codes():
    """One line for each calling code but 1: the shortest and the longest fixed or mobile national number."""
    lines = []
    for code, regions in sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items()):
        if code == 1:
            continue
        lengths = set()
        for region in regions:
            if region == "001":
                descriptions = [PhoneMetadata.metadata_for_nongeo_region(code).general_desc]
            else:
                metadata = PhoneMetadata.metadata_for_region(region)
                descriptions = [part for part in (metadata.fixed_line, metadata.mobile) if part is not None]
            for description in descriptions:
                lengths.update(description.possible_length or metadata.general_desc.possible_length)
        lengths = {length for length in lengths if 4 <= length <= 15 - len(str(code))}
        lines.append(f"{code}\t{min(lengths)}\t{max(lengths)}")
    write("calling_codes.tsv", [
        "Calling codes of E.164 other than 1, with the shortest and longest fixed or mobile number in digits.",
        f"From libphonenumber metadata {phonenumbers.__version__} (Apache-2.0), by generate.py.",
        "calling code, shortest, longest",
    ], lines)


def area_codes():
    """The geographic area codes in service, by country, and the toll-free ones."""
    types = phonenumbers.PhoneNumberType
    geographic = {types.FIXED_LINE, types.MOBILE, types.FIXED_LINE_OR_MOBILE}
    by_country = {}
    for code in range(200, 1000):
        numbers = [
            phonenumbers.PhoneNumber(country_code=1, national_number=code * 10**7 + exchange * 10**4 + 1234)
            for exchange in range(200, 1000)
        ]
        first = {}
        for number in numbers:
            first.setdefault(phonenumbers.number_type(number), number)
        for kind in sorted(geographic & first.keys()):
            by_country.setdefault(phonenumbers.region_code_for_number(first[kind]), set()).add(code)
            break
        else:
            if types.TOLL_FREE in first:
                by_country.setdefault("toll_free", set()).add(code)
    write("nanp_area_codes.tsv", [
        "Area codes of the North American Numbering Plan in service, by country or territory; and the toll-free ones.",
        f"From libphonenumber metadata {phonenumbers.__version__} (Apache-2.0), by generate.py.",
        "country, codes",
    ], [f"{country}\t{' '.join(map(str, sorted(codes)))}" for country, codes in sorted(by_country.items())])


def mobile_networks(path):
    """All mobile country codes; and the networks in operation under the codes of the United States."""
    with open(path, encoding="utf-8") as source:
        rows = json.load(source)
    usable = [row for row in rows if row["mcc"] and len(row["mcc"]) == 3]
    countries = sorted({row["mcc"] for row in usable if row["type"] != "Test" and row["mcc"] != "999"})
    lines = [f"country\t{mcc}" for mcc in countries]
    lines += [f"test\t{mcc}" for mcc in sorted({row["mcc"] for row in usable} - set(countries))]
    united_states = {str(mcc) for mcc in range(310, 317)}
    networks = {}
    for row in usable:
        if row["mcc"] in united_states and row["status"] == "Operational" and len(row["mnc"] or "") == 3:
            networks.setdefault(row["mcc"], set()).add(row["mnc"])
    lines += [f"us\t{mcc}\t{' '.join(sorted(codes))}" for mcc, codes in sorted(networks.items())]
    write("mobile_networks.tsv", [
        "Mobile country codes of E.212: assigned (country), for test networks (test), and under the codes of the",
        "United States (us) the network codes in operation.",
        "From the package mcc-mnc-list 1.1.11 (MIT), which collects Wikipedia's list of mobile network codes; by generate.py.",
    ], lines)


calling_codes()
area_codes()
mobile_networks(sys.argv[1])

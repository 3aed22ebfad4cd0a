//! Where the fields of each kind of record stand, by positions that count from one and include the last, as the publications print
//! them.
//!
//! Sources: the Nacha operating rules, appendix three (ACH record format specifications); SSA publication 42-007 (EFW2); IRS
//! publication 1220, part C; the Credit Reporting Resource Guide of the CDIA (Metro 2).

/// A field: the name of its column, its first and its last position.
pub(super) type Field = (&'static str, usize, usize);

/// A kind of record.
#[derive(Debug)]
pub(super) struct Kind {
    /// The name of its table.
    pub(super) table: &'static str,
    /// Its fields in order, in groups that other kinds may share.
    pub(super) fields: &'static [&'static [Field]],
    /// Whether it goes on with the record before it.
    pub(super) goes_on: bool,
}

const fn kind(table: &'static str, fields: &'static [&'static [Field]]) -> Kind {
    Kind { table, fields, goes_on: false }
}

/// The kind of a record of a file of the ACH, in a batch of this class of entries.
pub(super) fn nacha(record: &[u8], class: &[u8]) -> Option<&'static Kind> {
    Some(match (record.first()?, record.get(1..3)?) {
        (b'1', _) => &NACHA_FILE,
        (b'5', _) => &NACHA_BATCH,
        (b'6', _) => match class {
            b"IAT" => &NACHA_ENTRY_IAT,
            b"CCD" => &NACHA_ENTRY_CCD,
            b"CTX" => &NACHA_ENTRY_CTX,
            b"CIE" => &NACHA_ENTRY_CIE,
            b"MTE" => &NACHA_ENTRY_MTE,
            b"SHR" => &NACHA_ENTRY_SHR,
            b"ARC" | b"BOC" | b"POP" | b"RCK" | b"XCK" => &NACHA_ENTRY_CHECK,
            _ => &NACHA_ENTRY,
        },
        (b'7', b"10") => &NACHA_ADDENDA_10,
        (b'7', b"11") => &NACHA_ADDENDA_11,
        (b'7', b"12") => &NACHA_ADDENDA_12,
        (b'7', b"13") => &NACHA_ADDENDA_13,
        (b'7', b"14") => &NACHA_ADDENDA_14,
        (b'7', b"15") => &NACHA_ADDENDA_15,
        (b'7', b"16") => &NACHA_ADDENDA_16,
        (b'7', _) => &NACHA_ADDENDA,
        (b'8', _) => &NACHA_CONTROL,
        _ => return None,
    })
}

static NACHA_FILE: Kind = kind(
    "file_header",
    &[&[
        ("record_type", 1, 3),
        ("immediate_destination", 4, 13),
        ("immediate_origin", 14, 23),
        ("created", 24, 33),
        ("file_format", 34, 40),
        ("destination_bank", 41, 63),
        ("origin_company", 64, 86),
        ("reference_code", 87, 94),
    ]],
);

static NACHA_BATCH: Kind = kind(
    "batch_header",
    &[&[
        ("record_type", 1, 4),
        ("company_name", 5, 20),
        ("company_discretionary_data", 21, 40),
        ("company_identification", 41, 50),
        ("entry_class", 51, 53),
        ("company_entry_description", 54, 63),
        ("company_descriptive_date", 64, 69),
        ("effective_entry_date", 70, 78),
        ("originator_status", 79, 79),
        ("originating_bank", 80, 87),
        ("batch_number", 88, 94),
    ]],
);

const NACHA_RECEIVER: &[Field] = &[
    ("record_type", 1, 1),
    ("transaction_code", 2, 3),
    ("routing_number", 4, 12),
    ("dfi_account_number", 13, 29),
    ("amount", 30, 39),
];
const NACHA_TRACE: &[Field] =
    &[("discretionary_data", 77, 78), ("addenda_indicator", 79, 79), ("trace_number", 80, 94)];

static NACHA_ENTRY: Kind =
    kind("entry", &[NACHA_RECEIVER, &[("individual_id", 40, 54), ("individual_name", 55, 76)], NACHA_TRACE]);
static NACHA_ENTRY_CCD: Kind = kind(
    "entry_ccd",
    &[NACHA_RECEIVER, &[("identification_number", 40, 54), ("receiving_company_name", 55, 76)], NACHA_TRACE],
);
static NACHA_ENTRY_CTX: Kind = kind(
    "entry_ctx",
    &[
        NACHA_RECEIVER,
        &[("identification_number", 40, 54), ("addenda_count", 55, 58), ("receiving_company_name", 59, 74)],
        NACHA_TRACE,
    ],
);
static NACHA_ENTRY_CIE: Kind =
    kind("entry_cie", &[NACHA_RECEIVER, &[("individual_name", 40, 54), ("individual_id", 55, 76)], NACHA_TRACE]);
static NACHA_ENTRY_MTE: Kind =
    kind("entry_mte", &[NACHA_RECEIVER, &[("individual_name", 40, 61), ("individual_id", 62, 76)], NACHA_TRACE]);
static NACHA_ENTRY_SHR: Kind = kind(
    "entry_shr",
    &[
        NACHA_RECEIVER,
        &[("card_expiration_date", 40, 43), ("document_reference", 44, 54), ("card_account_number", 55, 76)],
        NACHA_TRACE,
    ],
);
static NACHA_ENTRY_CHECK: Kind =
    kind("entry_check", &[NACHA_RECEIVER, &[("check_serial", 40, 54), ("individual_name", 55, 76)], NACHA_TRACE]);
static NACHA_ENTRY_IAT: Kind = kind(
    "entry_iat",
    &[&[
        ("record_type", 1, 1),
        ("transaction_code", 2, 3),
        ("routing_number", 4, 12),
        ("addenda_count", 13, 16),
        ("amount", 30, 39),
        ("foreign_account_number", 40, 74),
        ("screening_indicators", 77, 78),
        ("addenda_indicator", 79, 79),
        ("trace_number", 80, 94),
    ]],
);

const fn addenda(fields: &'static [&'static [Field]]) -> Kind {
    Kind { table: "addenda", fields, goes_on: true }
}

static NACHA_ADDENDA: Kind = addenda(&[&[
    ("addenda_type", 1, 3),
    ("payment_information", 4, 83),
    ("addenda_sequence", 84, 87),
    ("entry_sequence", 88, 94),
]]);
static NACHA_ADDENDA_10: Kind = addenda(&[&[
    ("addenda_10_type", 1, 6),
    ("foreign_amount", 7, 24),
    ("foreign_trace_number", 25, 46),
    ("individual_name", 47, 81),
    ("addenda_10_sequence", 88, 94),
]]);
static NACHA_ADDENDA_11: Kind = addenda(&[&[
    ("addenda_11_type", 1, 3),
    ("originator_name", 4, 38),
    ("originator_street_address", 39, 73),
    ("addenda_11_sequence", 88, 94),
]]);
static NACHA_ADDENDA_12: Kind = addenda(&[&[
    ("addenda_12_type", 1, 3),
    ("originator_city_and_state", 4, 38),
    ("originator_country_and_postal_code", 39, 73),
    ("addenda_12_sequence", 88, 94),
]]);
static NACHA_ADDENDA_13: Kind = addenda(&[&[
    ("addenda_13_type", 1, 3),
    ("originating_bank_name", 4, 38),
    ("originating_bank_identification", 39, 77),
    ("addenda_13_sequence", 88, 94),
]]);
static NACHA_ADDENDA_14: Kind = addenda(&[&[
    ("addenda_14_type", 1, 3),
    ("receiving_bank_name", 4, 38),
    ("receiving_bank_identification", 39, 77),
    ("addenda_14_sequence", 88, 94),
]]);
static NACHA_ADDENDA_15: Kind = addenda(&[&[
    ("addenda_15_type", 1, 3),
    ("individual_id", 4, 18),
    ("street_address", 19, 53),
    ("addenda_15_sequence", 88, 94),
]]);
static NACHA_ADDENDA_16: Kind = addenda(&[&[
    ("addenda_16_type", 1, 3),
    ("city_and_state", 4, 38),
    ("country_and_postal_code", 39, 73),
    ("addenda_16_sequence", 88, 94),
]]);

static NACHA_CONTROL: Kind = kind(
    "batch_control",
    &[&[
        ("record_type", 1, 4),
        ("entry_count", 5, 10),
        ("entry_hash", 11, 20),
        ("total_debit", 21, 32),
        ("total_credit", 33, 44),
        ("company_identification", 45, 54),
        ("originating_bank", 80, 87),
        ("batch_number", 88, 94),
    ]],
);

/// The kind of a record of a wage report.
pub(super) fn efw2(record: &[u8]) -> Option<&'static Kind> {
    Some(match record.get(..2)? {
        b"RA" => &EFW2_RA,
        b"RE" => &EFW2_RE,
        b"RW" => &EFW2_RW,
        b"RS" => &EFW2_RS,
        b"RO" => &EFW2_RO,
        b"RT" => &EFW2_RT,
        b"RU" => &EFW2_RU,
        b"RV" => &EFW2_RV,
        b"RF" => &EFW2_RF,
        _ => return None,
    })
}

static EFW2_RA: Kind = kind(
    "RA",
    &[&[
        ("record_type", 1, 2),
        ("employer_identification_number", 3, 11),
        ("user_identification", 12, 19),
        ("software_vendor_code", 20, 23),
        ("company_name", 38, 94),
        ("address_line_2", 95, 116),
        ("company_street", 117, 138),
        ("company_city", 139, 160),
        ("company_state", 161, 162),
        ("company_zip", 163, 171),
        ("submitter_name", 217, 273),
        ("submitter_address_line_2", 274, 295),
        ("submitter_street", 296, 317),
        ("submitter_city", 318, 339),
        ("submitter_state", 340, 341),
        ("submitter_zip", 342, 350),
        ("contact_name", 396, 422),
        ("contact_phone", 423, 437),
        ("contact_phone_extension", 438, 442),
        ("contact_email", 446, 485),
        ("contact_fax", 489, 498),
        ("preparer_code", 500, 500),
    ]],
);

static EFW2_RE: Kind = kind(
    "RE",
    &[&[
        ("record_type", 1, 2),
        ("tax_year", 3, 6),
        ("agent_indicator", 7, 7),
        ("employer_identification_number", 8, 16),
        ("agent_for_ein", 17, 25),
        ("terminating_business", 26, 26),
        ("establishment_number", 27, 30),
        ("other_ein", 31, 39),
        ("employer_name", 40, 96),
        ("employer_address_line_2", 97, 118),
        ("employer_street", 119, 140),
        ("employer_city", 141, 162),
        ("employer_state", 163, 164),
        ("employer_zip", 165, 173),
        ("kind_of_employer", 174, 174),
        ("contact_name", 222, 248),
        ("contact_phone", 249, 263),
        ("contact_phone_extension", 264, 268),
        ("contact_fax", 269, 278),
        ("contact_email", 279, 318),
    ]],
);

static EFW2_RW: Kind = kind(
    "RW",
    &[&[
        ("record_type", 1, 2),
        ("ssn", 3, 11),
        ("first_name", 12, 26),
        ("middle_name", 27, 41),
        ("last_name", 42, 61),
        ("name_suffix", 62, 65),
        ("address_line_2", 66, 87),
        ("street_address", 88, 109),
        ("city", 110, 131),
        ("state", 132, 133),
        ("zip_code", 134, 142),
        ("foreign_province", 148, 170),
        ("foreign_postal_code", 171, 185),
        ("country_code", 186, 187),
        ("amounts", 188, 485),
        ("indicators", 486, 512),
    ]],
);

static EFW2_RS: Kind = kind(
    "RS",
    &[&[
        ("record_type", 1, 2),
        ("state_code", 3, 4),
        ("taxing_entity", 5, 9),
        ("ssn", 10, 18),
        ("first_name", 19, 33),
        ("middle_name", 34, 48),
        ("last_name", 49, 68),
        ("name_suffix", 69, 72),
        ("address_line_2", 73, 94),
        ("street_address", 95, 116),
        ("city", 117, 138),
        ("state", 139, 140),
        ("zip_code", 141, 149),
        ("foreign_province", 155, 177),
        ("foreign_postal_code", 178, 192),
        ("country_code", 193, 194),
        ("optional_code", 195, 196),
        ("reporting_period", 197, 202),
        ("quarterly_amounts", 203, 226),
        ("date_first_employed", 227, 234),
        ("date_of_separation", 235, 242),
        ("state_employer_account", 248, 267),
        ("amounts", 274, 337),
        ("supplemental_data", 338, 512),
    ]],
);

const AMOUNTS: &[Field] = &[("record_type", 1, 2), ("amounts", 3, 512)];
static EFW2_RO: Kind = kind("RO", &[AMOUNTS]);
static EFW2_RT: Kind = kind("RT", &[AMOUNTS]);
static EFW2_RU: Kind = kind("RU", &[AMOUNTS]);
static EFW2_RV: Kind = kind("RV", &[AMOUNTS]);
static EFW2_RF: Kind = kind("RF", &[AMOUNTS]);

/// The kind of a record of a file of information returns.
pub(super) fn irs_1220(record: &[u8]) -> Option<&'static Kind> {
    // The type of the number says whose it is; two more amounts have moved the name since the tax year 2020.
    let has_more_amounts = || record.get(246..270).is_some_and(|amounts| amounts.iter().all(u8::is_ascii_digit));
    Some(match record.first()? {
        b'T' => &IRS_T,
        b'A' => &IRS_A,
        b'B' => match (record.get(10)?, has_more_amounts()) {
            (b'2', true) => &IRS_B_PERSON,
            (b'2', false) => &IRS_B_PERSON_BEFORE,
            (b'1', true) => &IRS_B_FIRM,
            (b'1', false) => &IRS_B_FIRM_BEFORE,
            (_, true) => &IRS_B_OTHER,
            (_, false) => &IRS_B_OTHER_BEFORE,
        },
        b'C' => &IRS_C,
        b'K' => &IRS_K,
        b'F' => &IRS_F,
        _ => return None,
    })
}

static IRS_T: Kind = kind(
    "T",
    &[&[
        ("record_type", 1, 1),
        ("payment_year", 2, 6),
        ("employer_identification_number", 7, 15),
        ("transmitter_control_code", 16, 20),
        ("indicators", 21, 29),
        ("transmitter_name", 30, 109),
        ("company_name", 110, 189),
        ("company_street", 190, 229),
        ("company_city", 230, 269),
        ("company_state", 270, 271),
        ("company_zip", 272, 280),
        ("payee_count", 296, 303),
        ("contact_name", 304, 343),
        ("contact_phone", 344, 358),
        ("contact_email", 359, 408),
        ("record_sequence", 500, 507),
        ("vendor_indicator", 518, 518),
        ("vendor_company", 519, 558),
        ("vendor_street", 559, 598),
        ("vendor_city", 599, 638),
        ("vendor_state", 639, 640),
        ("vendor_zip", 641, 649),
        ("vendor_contact_name", 650, 689),
        ("vendor_contact_phone", 690, 704),
        ("vendor_foreign", 740, 740),
    ]],
);

static IRS_A: Kind = kind(
    "A",
    &[&[
        ("record_type", 1, 1),
        ("payment_year", 2, 6),
        ("employer_identification_number", 12, 20),
        ("control_code", 21, 24),
        ("type_of_return", 25, 27),
        ("amount_codes", 28, 51),
        ("foreign_indicator", 52, 52),
        ("company_name", 53, 92),
        ("second_company_name", 93, 132),
        ("transfer_agent", 133, 133),
        ("company_street", 134, 173),
        ("company_city", 174, 213),
        ("company_state", 214, 215),
        ("company_zip", 216, 224),
        ("company_phone", 225, 239),
        ("record_sequence", 500, 507),
    ]],
);

const IRS_B_HEAD: &[Field] = &[("record_type", 1, 1), ("payment_year", 2, 5), ("return_codes", 6, 11)];
const IRS_B_MIDDLE: &[Field] = &[("payer_account_number_for_payee", 21, 40), ("payer_office_code", 41, 44)];
const IRS_B_NAMES: &[Field] =
    &[("amounts", 55, 270), ("foreign_indicator", 287, 287), ("payee_name", 288, 327), ("second_payee_name", 328, 367)];
const IRS_B_NAMES_BEFORE: &[Field] =
    &[("amounts", 55, 246), ("foreign_indicator", 247, 247), ("payee_name", 248, 287), ("second_payee_name", 288, 327)];
const IRS_B_TAIL: &[Field] = &[
    ("street_address", 368, 407),
    ("city", 448, 487),
    ("state", 488, 489),
    ("zip_code", 490, 498),
    ("record_sequence", 500, 507),
    ("form_data", 544, 750),
];
const SSN: &[Field] = &[("ssn", 12, 20)];
const EIN: &[Field] = &[("employer_identification_number", 12, 20)];
const TIN: &[Field] = &[("taxpayer_identification_number", 12, 20)];
static IRS_B_PERSON: Kind = kind("B", &[IRS_B_HEAD, SSN, IRS_B_MIDDLE, IRS_B_NAMES, IRS_B_TAIL]);
static IRS_B_PERSON_BEFORE: Kind = kind("B", &[IRS_B_HEAD, SSN, IRS_B_MIDDLE, IRS_B_NAMES_BEFORE, IRS_B_TAIL]);
static IRS_B_FIRM: Kind = kind("B", &[IRS_B_HEAD, EIN, IRS_B_MIDDLE, IRS_B_NAMES, IRS_B_TAIL]);
static IRS_B_FIRM_BEFORE: Kind = kind("B", &[IRS_B_HEAD, EIN, IRS_B_MIDDLE, IRS_B_NAMES_BEFORE, IRS_B_TAIL]);
static IRS_B_OTHER: Kind = kind("B", &[IRS_B_HEAD, TIN, IRS_B_MIDDLE, IRS_B_NAMES, IRS_B_TAIL]);
static IRS_B_OTHER_BEFORE: Kind = kind("B", &[IRS_B_HEAD, TIN, IRS_B_MIDDLE, IRS_B_NAMES_BEFORE, IRS_B_TAIL]);

const TOTALS: &[Field] = &[
    ("record_type", 1, 1),
    ("count", 2, 9),
    ("totals", 10, 499),
    ("record_sequence", 500, 507),
    ("state_totals", 508, 750),
];
static IRS_C: Kind = kind("C", &[TOTALS]);
static IRS_K: Kind = kind("K", &[TOTALS]);
static IRS_F: Kind = kind("F", &[TOTALS]);

/// The kind of a record of a file for credit bureaus, as far as its base segment goes.
pub(super) fn metro2(record: &[u8]) -> Option<&'static Kind> {
    let name = record.get(4..)?;
    Some(match name.first()? {
        _ if name.starts_with(b"HEADER") => &METRO2_HEADER,
        _ if name.starts_with(b"TRAILER") => &METRO2_TRAILER,
        b'1' => &METRO2_BASE,
        _ => return None,
    })
}

/// The segment that begins with this name behind the base segment, and its length.
pub(super) fn metro2_segment(segment: &[u8]) -> Option<(&'static Kind, usize)> {
    Some(match segment.get(..2)? {
        b"J1" => (&METRO2_J1, 100),
        b"J2" => (&METRO2_J2, 200),
        b"K1" => (&METRO2_K1, 34),
        b"K2" => (&METRO2_K2, 34),
        b"K3" => (&METRO2_K3, 40),
        b"K4" => (&METRO2_K4, 30),
        b"L1" => (&METRO2_L1, 54),
        b"N1" => (&METRO2_N1, 146),
        _ => return None,
    })
}

static METRO2_HEADER: Kind = kind(
    "header",
    &[&[
        ("record_type", 1, 10),
        ("cycle", 11, 12),
        ("program_identifiers", 13, 47),
        ("activity_date", 48, 55),
        ("created", 56, 63),
        ("program_date", 64, 71),
        ("revision_date", 72, 79),
        ("company_name", 80, 119),
        ("company_address", 120, 215),
        ("company_phone", 216, 225),
        ("software", 226, 270),
    ]],
);
static METRO2_TRAILER: Kind = kind("trailer", &[&[("record_type", 1, 11), ("totals", 12, 426)]]);

static METRO2_BASE: Kind = kind(
    "base",
    &[&[
        ("record_type", 1, 5),
        ("written", 6, 19),
        ("correction", 20, 20),
        ("subscriber_code", 21, 40),
        ("cycle", 41, 42),
        ("consumer_account_number", 43, 72),
        ("portfolio_type", 73, 73),
        ("account_type", 74, 75),
        ("date_opened", 76, 83),
        ("credit_limit", 84, 92),
        ("highest_credit", 93, 101),
        ("terms", 102, 105),
        ("scheduled_payment", 106, 114),
        ("actual_payment", 115, 123),
        ("account_status", 124, 126),
        ("payment_history", 127, 150),
        ("comment_codes", 151, 154),
        ("current_balance", 155, 163),
        ("amount_past_due", 164, 172),
        ("charge_off", 173, 181),
        ("account_information_date", 182, 189),
        ("first_delinquency_date", 190, 197),
        ("closed_date", 198, 205),
        ("last_payment_date", 206, 213),
        ("interest_type", 214, 214),
        ("transaction_type", 231, 231),
        ("surname", 232, 256),
        ("first_name", 257, 276),
        ("middle_name", 277, 296),
        ("generation_code", 297, 297),
        ("ssn", 298, 306),
        ("date_of_birth", 307, 314),
        ("phone", 315, 324),
        ("ecoa_code", 325, 325),
        ("information_indicator", 326, 327),
        ("country_code", 328, 329),
        ("street_address", 330, 361),
        ("address_line_2", 362, 393),
        ("city", 394, 413),
        ("state", 414, 415),
        ("zip_code", 416, 424),
        ("address_indicators", 425, 426),
    ]],
);

const METRO2_CONSUMER: &[Field] = &[
    ("segment", 1, 3),
    ("surname", 4, 28),
    ("first_name", 29, 48),
    ("middle_name", 49, 68),
    ("generation_code", 69, 69),
    ("ssn", 70, 78),
    ("date_of_birth", 79, 86),
    ("phone", 87, 96),
    ("ecoa_code", 97, 97),
    ("information_indicator", 98, 99),
];
static METRO2_J1: Kind = kind("J1", &[METRO2_CONSUMER]);
static METRO2_J2: Kind = kind(
    "J2",
    &[
        METRO2_CONSUMER,
        &[
            ("country_code", 100, 101),
            ("street_address", 102, 133),
            ("address_line_2", 134, 165),
            ("city", 166, 185),
            ("state", 186, 187),
            ("zip_code", 188, 196),
            ("address_indicators", 197, 198),
        ],
    ],
);
static METRO2_K1: Kind = kind("K1", &[&[("segment", 1, 2), ("creditor_company", 3, 32), ("classification", 33, 34)]]);
static METRO2_K2: Kind = kind("K2", &[&[("segment", 1, 3), ("company", 4, 34)]]);
static METRO2_K3: Kind = kind("K3", &[&[("segment", 1, 4), ("loan_number", 5, 22), ("mortgage_identifier", 23, 40)]]);
static METRO2_K4: Kind = kind("K4", &[&[("segment", 1, 4), ("payment_terms", 5, 30)]]);
static METRO2_L1: Kind =
    kind("L1", &[&[("segment", 1, 3), ("consumer_account_number", 4, 33), ("subscriber_code", 34, 53)]]);
static METRO2_N1: Kind = kind(
    "N1",
    &[&[
        ("segment", 1, 2),
        ("employer_name", 3, 32),
        ("employer_street", 33, 96),
        ("employer_city", 97, 116),
        ("employer_state", 117, 118),
        ("employer_zip", 119, 127),
        ("occupation", 128, 145),
    ]],
);

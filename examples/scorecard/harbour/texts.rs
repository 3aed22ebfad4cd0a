//! What the business writes and its systems print.

/// Reports of incidents and travel.
pub(crate) const REPORTS: &[&str] = &[
    "On arrival in {town} the second mate, {person}, handed the papers to {person} of the harbour police. The lorry had left for {abode} before dawn.",
    "The consignee is Mrs {family}; she asked that delivery be made to {abode} and that the driver ring {tel} half an hour before.",
    "Passenger {person} (born {born}) fell on the stairs of the {ship}. First aid was given by Dr {family}. Next of kin: {person}, {tel}.",
    "Invoice questions go to {person} in accounts, {mailbox}; payments go to {account} and nowhere else.",
    "Two containers of {trade} remain on the quay in {town}. Weather was fair, wind from the north, and the {ship} sailed at noon.",
    "{person} and {person} relieved the night watch. Nothing was stolen, said {family}, though the seal on {container} was broken.",
    "A parcel for {person}, {abode}, came back marked unknown. We have no e-mail address for the recipient.",
    "Lost property: a phone with the serial {terminal} under its battery, IMEI as printed, claimed by {person}.",
    "Refund approved for {initials}; the card was {plastic}, the booking {booking}.",
    "Signed by {person}, agent, on behalf of the owners of the {ship}, {town}.",
    "The contract names {person} as buyer and gives {abode} as the place of delivery; a copy went to {mailbox}.",
    "Monday's tide was late. The pilot boarded off Cape Henry at 04:40 and the {ship} berthed beside the Queen Mary Terminal.",
];

/// Messages between colleagues.
pub(crate) const CHAT: &[&str] = &[
    "[09:{small}] ops: did {lower} call back?",
    "[10:{small}] desk: yes, use {tel}, not the old one",
    "[10:{small}] ops: and his mail is {mailbox} right?",
    "[11:{small}] desk: {person} wants the {trade} sent to {abode}",
    "[11:{small}] yard: gate code is 4471, lane {small}, dock 12, ask for {forename}",
    "[12:{small}] ops: card {plastic} was declined twice, order {booking}",
    "[12:{small}] desk: please tell {person} the {ship} is late",
    "[13:{small}] yard: 40 pallets in bay 3 west, 2 short, weighed {weight} kg",
    "[14:{small}] hr: new starter {person}, phone {tel}, bday {born}",
    "[15:{small}] ops: thanks {forename}, will do",
];

/// Events of systems.
pub(crate) const EVENTS: &[&str] = &[
    "{\"ts\":\"{stamp}\",\"event\":\"booking.created\",\"ref\":\"{booking}\",\"passenger\":\"{person}\",\"phone\":\"{tel}\"}",
    "{\"ts\":\"{stamp}\",\"event\":\"mail.sent\",\"to\":\"{mailbox}\",\"id\":\"{hash}\"}",
    "PID|1||{booking}||{hl7}||19{small}0101|F|||^^^^|",
    "ts={stamp} level=info msg=\"position\" vessel=\"{ship}\" lat={latitude} lon=9.{epoch} speed=12.{small}",
    "ts={stamp} level=warn msg=\"address not found\" query=\"{abode}\" user={mailbox}",
    "ts={stamp} level=info msg=\"device online\" imei={terminal} fw=4.{small}.{small} uptime={epoch}",
    "ts={stamp} level=info msg=\"attach\" imsi={subscriber} iccid={sim} cell={epoch}",
    "ts={stamp} level=info msg=\"detach\" IMSI={subscriber} ICCID={sim} cause=10{small}",
    "ts={stamp} level=info msg=\"payout\" iban={account} amount={weight} batch={epoch}",
    "ts={stamp} level=error msg=\"checksum\" want={hash} got={hash} container=\"{container}\"",
    "to: {mailbox}; cc: {mailbox}; subject: {booking} in {town}",
    "<contact><name>{person}</name><tel>{tel}</tel><mail>{mailbox}</mail></contact>",
];

/// Cards and labels.
pub(crate) const CARDS: &[&str] = &[
    "{person}\n{abode}\nTel.: {tel}\nE-Mail: {mailbox}",
    "PASSENGER: {caps}\nSEAT: 14C\nBOOKING: {booking}\nCONTACT: {tel}",
    "Absender: {person}\nEmpfänger: {person}, {abode}",
    "Nombre: {person}\nDirección: {abode}\nTeléfono: {tel}\nFecha de nacimiento: {born}",
    "Crew list\n1. {last_first}\n2. {last_first}\n3. {last_first}\nVessel: {ship}",
    "SSN: {national}\nName: {person}\nAccount (IBAN): {account}",
];

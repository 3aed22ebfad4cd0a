//! What people in the office write.

/// Letters and mail.
pub(crate) const MAIL: &[&str] = &[
    "From: {full} <{email}>\nTo: {email}\nSubject: Wrong address on file\n\nHello,\n\nI moved last month. My new address is {address} and you can reach me at {phone}.\n\nThanks,\n{full}",
    "Dear {full},\n\nThank you for your payment of ${amount} on {day}. If anything looks wrong, call our billing office at {phone} during business hours.\n\nSincerely,\n{full}\nBilling Coordinator",
    "Hi team,\n\n{full} called again about order {order}. She says the package went to {address} instead of her office. Please follow up by email ({email}).\n\nBest regards,\n{full}",
    "Dear Mr. {surname},\n\nWe have received your application. Before we can run the background check we need your Social Security number; the one on the form, {ssn}, could not be verified.\n\nRegards,\n{full}\nHuman Resources",
    "To whom it may concern,\n\nThis letter confirms that {full} rented the unit at {address} from March 2021 until June 2024 and always paid on time.\n\n{full}\nProperty Manager\n{phone}",
    "Hello {given},\n\nyour replacement phone (IMEI {imei}) ships tomorrow. Track it with ticket {ticket}. Questions? Reply here or text {phone}.\n\nCheers,\n{given}",
    "Subject: Refund\n\nPlease refund ${amount} to the card ending the same way as before, full number {card}, and send a receipt to {email}. The cardholder is {full}.",
    "Good morning,\n\nattached is the signed lease for {full}. Her driver's license number is {license} and her date of birth is {birth}. Please file both.\n\nThank you,\n{full}",
    "Hi {given}, can you ship the two samples of the {product} to {full}, {address}? The invoice goes to {box}. Thanks!",
    "Dear Ms. {surname}: Your appointment with Dr. {surname} is on {day} at 10:30. Our office is at {address}. Please bring your insurance card.",
];

/// Notes of call centres and clinics.
pub(crate) const NOTES: &[&str] = &[
    "Spoke with {full} at {phone}, wants a callback on Monday about the {product}.",
    "{full} stopped by to update the emergency contact to {full} ({phone}).",
    "Patient {full}, born {birth}, reports mild headaches since Tuesday; prescribed ibuprofen 400 mg.",
    "Caller verified identity with SSN {ssn} and moved service to {address}.",
    "Customer {full} disputes a charge of ${amount} on card {card}.",
    "Left voicemail for {full} on cell {phone}; no answer at home.",
    "Met {full} and {full} about the lease at {street}; both signed.",
    "Driver license {license} checked at the counter, copy on file.",
    "Technician visited {street} on {day}; dog in the yard, ask for {given}.",
    "{full} emailed from {email} asking for the tax form.",
    "Device IMEI: {imei} reported stolen by {full}.",
    "Witness {full} stated that the truck left Oak Street around noon.",
    "Per {full}, mail should go to {box} from now on.",
    "The claimant, {full}, lives at {address} with two children.",
    "According to {surname}, the roof was fine in May, and nobody from Grace Roofing came by in April.",
    "Escalated to {full}, Account Manager, because the order {order} is {small} days late.",
    "The {product} sold {small} units in Denver and Austin; Jackson County wants a quote by June.",
    "Meeting moved from Washington to Lake Forest Hospital; Hunter Boots and Rose Candle samples needed.",
    "Please check the Martin Luther King Library on Franklin Street for the 24 chairs and 3 way adapters.",
    "Nothing to report. Inventory of Madison Chair and Logan Rug is at {small} percent.",
];

/// Lines of systems that log too much.
pub(crate) const LOGS: &[&str] = &[
    "2025-03-11 08:14:02 INFO  signup ok user_id={small} email={email} ip=10.2.3.{small}",
    "2025-03-11 08:14:09 WARN  address check failed for \"{full}\" input=\"{address}\"",
    "2025-03-11 08:15:20 DEBUG payload: {\"name\":\"{full}\",\"phone\":\"{phone}\",\"plan\":\"Gold Plus\"}",
    "2025-03-11 08:15:55 ERROR payment declined card={card} amount={amount} order={order}",
    "2025-03-11 08:16:01 INFO  sms queued to={phone} template=welcome id={order}",
    "2025-03-11 08:16:44 INFO  ssn={ssn} verified by bureau in {small} ms",
    "2025-03-11 08:17:02 INFO  handset registered imei={imei} cell={small} band=12",
    "2025-03-11 08:17:31 WARN  mail to <{email}> bounced: 550 mailbox unavailable",
    "2025-03-11 08:18:00 INFO  job {small} finished in {order} us, heap=812345678 epoch=1741680000",
    "2025-03-11 08:18:07 INFO  GET /v2/orders/{order}/items?page={small} 200 5{small}12",
];

/// Forms.
pub(crate) const FORMS: &[&str] = &[
    "Name: {full}\nAddress: {address}\nPhone: {phone}\nE-mail: {email}\nDate of birth: {birth}",
    "PATIENT: {upper}\nDOB: {birth}   SSN: {ssn}\nHOME PHONE: {phone}\nPHYSICIAN: Dr. {full}",
    "Employee ........ {inverted}\nSSN ............. {ssn}\nMailing address . {address}\nHire date ....... {day}",
    "Ship to:\n{full}\n{lines}\n\nOrder {order}, {small} x {product}",
    "Cardholder: {full}\nCard number: {card}\nBilling address: {address}\nTelephone: {phone}",
    "Taxpayer: {full}\nITIN: {itin}\nFiling status: single",
    "Spouse: {inverted}\nITIN {itin}\nE-mail: {email}",
    "Applicant: {full}\nDriver License No: {license}\nBirth date: {birth}\nStreet: {street}",
];

/// Conversations: what somebody says answers what another one asked.
pub(crate) const TALKS: &[&str] = &[
    "agent: May I have your full name, please?\ncaller: it's {full}\nagent: And a number where we can reach you?\ncaller: {phone}",
    "bot: What is the IMEI of the device?\nuser: {imei}\nbot: And the billing address?\nuser: {address}",
    "bot: Please enter your card number\nuser: {card}\nbot: Thank you, {given}.",
    "rep: Date of birth?\ncustomer: {birth}\nrep: And your social security number?\ncustomer: {ssn}",
    "Support: Is {address} still your address?\nMe: yes, but my license number is {license}, state is Ohio",
    "agent: The company hired {full} as branch manager, correct?\ncaller: no, {full} moved to Port Jackson last year",
    "moderator: The {product} is out of stock in South Madison.\nguest: ok, call me in {small} days",
    "rep: I see Mr. {surname} on the account.\ncaller: Dr. {surname} is my father, ring {phone}",
];

/// Lists of persons, and what is written small below letters.
pub(crate) const LISTS: &[&str] = &[
    "Cc: {inverted}; {inverted}; {inverted}",
    "Attending: {upper}\nReferring: {upper}\nProvider: {full}, MD",
    "The heirs are {full}, {full} and {full}.",
    "INSURED: {upper}  POLICY {order}\nDRIVER LICENSE NO: {license} STATE: TX\nHOME PHONE {phone}",
    "The firms Graves, White and Marion and Clayton Homes sent {small} offers from Lake Richard.",
    "{full} <{email}>, {full} <{email}>",
    "<li>{full} &lt;{email}&gt;</li>\n<li><b>Tel:</b> {phone}</li>",
    "Pt {full}, DOB {birth}, seen by Dr. {surname} in Room {small} North.",
];

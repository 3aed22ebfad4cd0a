CREATE TABLE customers (id integer PRIMARY KEY, first_name varchar(200), last_name varchar(200), birth_date date, ssn varchar(200), email varchar(200), street varchar(200), city varchar(200), state varchar(200), zip varchar(200), created_at timestamp NULL);
CREATE TABLE devices (id integer PRIMARY KEY, customer_id integer, imei varchar(200), iccid varchar(200), model varchar(200), weight double precision, is_active boolean);
CREATE TABLE payments (id integer PRIMARY KEY, customer_id integer, card_number varchar(200), amount numeric(12,2), paid_at timestamp NULL);
CREATE TABLE orders (id integer PRIMARY KEY, order_no bigint, sku varchar(200), epoch_ms bigint, latitude double precision, price numeric(12,2), placed_on date);
CREATE TABLE messages (id integer PRIMARY KEY, sender varchar(200), body text, attributes text, payload @BINARY@);
CREATE TABLE contacts (id integer PRIMARY KEY, full_name varchar(200), mobile varchar(200), note text);

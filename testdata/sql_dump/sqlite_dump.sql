PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE customers (
    id integer PRIMARY KEY, -- the key, really
    "Full Name" varchar(80) NOT NULL DEFAULT 'n/a, (none)', /* a ) comment */
    email text CHECK (email <> ')'),
    [ssn] varchar(11), note text, photo blob, active smallint DEFAULT (1)
);
INSERT INTO customers VALUES(1,'Ada O''Neil','ada@example.com','536-90-4399','plain note',NULL,1);
INSERT INTO customers VALUES(2,'Bob "Q" Public','bob@example.com','',NULL,X'68656c6c6f20776f726c64',0);
INSERT INTO customers VALUES(3,'Zoë Straße 日本','zoe@example.org',NULL,replace('line one\nline two	and tab','\n',char(10)),X'626c6f62206f662074657874',1);
INSERT INTO customers VALUES(4,'Back\slash','x\n@example.com','219-09-9999',replace('C:\temp\new\.\012\.\012end','\012',char(10)),NULL,0);
INSERT INTO customers VALUES(5,'tuple),(trap','t),(6,''x''@example.com','457-55-5462',replace('a ),\n(''7'',''b''); INSERT INTO customers VALUES (9);\nINSERT INTO x VALUES (''no'')','\n',char(10)),NULL,1);
INSERT INTO customers VALUES(6,'copy trap','c@example.com','078-05-1120',replace('first\nCOPY public.evil (a) FROM stdin;\n1	2\n\.\n-- done','\n',char(10)),NULL,NULL);
INSERT INTO customers VALUES(7,replace('semi;\ncolon','\n',char(10)),'s@example.com','987-65-4320','it''s; ''quoted'' -- not a comment /* nor this */',X'5c783431',0);
INSERT INTO customers VALUES(8,'','','',replace(replace('\r\nends with backslash\','\r',char(13)),'\n',char(10)),X'27292c2827',1);
CREATE TABLE log (a, b);
CREATE TRIGGER tr AFTER INSERT ON customers BEGIN INSERT INTO log VALUES (1,2); END;
COMMIT;

--
-- PostgreSQL database dump
--

\restrict northwind

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: crm; Type: SCHEMA; Schema: -; Owner: northwind
--

CREATE SCHEMA crm;


ALTER SCHEMA crm OWNER TO northwind;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: audit_log; Type: TABLE; Schema: crm; Owner: northwind
--

CREATE TABLE crm.audit_log (
    event_id uuid NOT NULL,
    epoch bigint,
    actor character varying(30),
    action character varying(30),
    target_table character varying(30),
    build character varying(12),
    checksum character(40)
);


ALTER TABLE crm.audit_log OWNER TO northwind;

--
-- Name: customers; Type: TABLE; Schema: crm; Owner: northwind
--

CREATE TABLE crm.customers (
    customer_id integer NOT NULL,
    first_name character varying(40) NOT NULL,
    middle_initial character(1),
    last_name character varying(40) NOT NULL,
    dob date,
    ssn character varying(11),
    email character varying(120),
    phone character varying(20),
    street character varying(120),
    city character varying(60),
    state character(2),
    zip character(5),
    customer_since timestamp without time zone,
    credit_class character(1)
);


ALTER TABLE crm.customers OWNER TO northwind;

--
-- Name: TABLE customers; Type: COMMENT; Schema: crm; Owner: northwind
--

COMMENT ON TABLE crm.customers IS 'Postpaid subscribers, loaded nightly from billing';


--
-- Name: devices; Type: TABLE; Schema: crm; Owner: northwind
--

CREATE TABLE crm.devices (
    device_id bigint NOT NULL,
    customer_id integer,
    make character varying(20),
    model character varying(40),
    imei character varying(16),
    iccid character varying(22),
    imsi character varying(15),
    msisdn character varying(15),
    activated_at timestamp with time zone
);


ALTER TABLE crm.devices OWNER TO northwind;

--
-- Name: identity_documents; Type: TABLE; Schema: crm; Owner: northwind
--

CREATE TABLE crm.identity_documents (
    id integer NOT NULL,
    customer_id integer,
    dl_number character varying(25),
    dl_state character(2),
    verified boolean,
    verified_on date
);


ALTER TABLE crm.identity_documents OWNER TO northwind;

--
-- Name: identity_documents_id_seq; Type: SEQUENCE; Schema: crm; Owner: northwind
--

CREATE SEQUENCE crm.identity_documents_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE crm.identity_documents_id_seq OWNER TO northwind;

--
-- Name: identity_documents_id_seq; Type: SEQUENCE OWNED BY; Schema: crm; Owner: northwind
--

ALTER SEQUENCE crm.identity_documents_id_seq OWNED BY crm.identity_documents.id;


--
-- Name: lines; Type: VIEW; Schema: crm; Owner: northwind
--

CREATE VIEW crm.lines AS
 SELECT c.last_name,
    d.msisdn
   FROM (crm.customers c
     JOIN crm.devices d USING (customer_id));


ALTER TABLE crm.lines OWNER TO northwind;

--
-- Name: orders; Type: TABLE; Schema: crm; Owner: northwind
--

CREATE TABLE crm.orders (
    order_no bigint NOT NULL,
    customer_id integer,
    created_at timestamp without time zone,
    sku character varying(12),
    quantity smallint,
    price numeric(8,2),
    store_lat double precision,
    store_lon double precision
);


ALTER TABLE crm.orders OWNER TO northwind;

--
-- Name: payments; Type: TABLE; Schema: crm; Owner: northwind
--

CREATE TABLE crm.payments (
    payment_id integer NOT NULL,
    customer_id integer,
    cardholder_name character varying(80),
    card_type character varying(10),
    card_number character varying(19),
    exp character varying(5),
    amount numeric(8,2)
);


ALTER TABLE crm.payments OWNER TO northwind;

--
-- Name: identity_documents id; Type: DEFAULT; Schema: crm; Owner: northwind
--

ALTER TABLE ONLY crm.identity_documents ALTER COLUMN id SET DEFAULT nextval('crm.identity_documents_id_seq'::regclass);


--
-- Data for Name: audit_log; Type: TABLE DATA; Schema: crm; Owner: northwind
--

COPY crm.audit_log (event_id, epoch, actor, action, target_table, build, checksum) FROM stdin;
fe2a453a-7158-4ab9-8230-289873d4ef3c	1601837250	svc-etl	export	customers	3.23.303	195abd5100cd4ac17d14e583d3b061fd1aafeb67
5e358cd8-710d-4499-83a3-185cb19e2d30	1569239126	svc-api	export	identity_documents	3.21.67	9476b78a18b61d9c9da0477833c846d6a2fb8675
a2313ac4-0c41-44cd-9575-d4b51afbb0cd	1590474479	svc-crm	update	customers	3.16.114	56530425e83dd43a12be7561340837e3e70717cf
3136042d-8c9d-41c6-b065-8a3262a75c32	1598785494	svc-etl	purge	identity_documents	2.6.171	ba822b9632fc2ec2d10166e350b4df58ebf322dd
d1621104-7d5c-4a41-8fe0-d1dde1075fa1	1583415661	svc-etl	login	orders	4.12.102	09ba575d7784f76454ac3108aaec0413c7e1fb89
419edb42-157e-4e3d-9934-9b5990b0c688	1619981258	svc-etl	purge	orders	4.16.222	c5fbd1d7a99e14074d2da744db87aaa45cc1449c
b7cb690f-1a5d-4954-93eb-49465a358589	1579139738	svc-api	purge	audit_log	2.25.254	265cb4414ffce008dc04e83b2ff5f025bcecf362
eae98847-6280-4248-b834-424d7fb4e543	1569090652	svc-etl	login	customers	2.26.137	4c16b7d529ab4d4de5f77c3fa0ebe395d66cf3b9
4b39e56d-0233-43a6-a72f-1c97de1fc88a	1619893948	svc-api	export	orders	4.0.367	131101259d29840c86cc5a948cd9ab1163c8d18d
fe02a4ec-269d-4f06-9b85-1ec86e339a3c	1573444535	svc-crm	login	identity_documents	2.9.164	6b3a375378d7b56b84d58991e2f86b1acca367df
1ccce521-65f9-492c-b4f0-e6fa7edef068	1562381086	svc-crm	login	payments	2.11.113	f3d910700d5861dd51064a8fa278657de08a5d93
8dc68783-8ae4-4771-b21c-b4c139d83637	1570238505	svc-crm	export	customers	3.28.2	f9e72715bef39b48fa5f31185570f4a062e948fb
1e95b2ac-f255-4249-a49d-eb19c63d541f	1546610669	svc-api	purge	audit_log	3.1.258	379a76f5a0c132bf2373c05de04f293197ebf236
0c25a66a-cc1e-4252-86a6-d078bb7146e1	1575967311	svc-crm	export	payments	2.6.85	5c4ca687f7be4039e473e977ea93ff9772f0d488
45a4784e-2001-4e29-a446-b3015f66b728	1602900644	svc-crm	login	identity_documents	2.7.238	f3d45ce43aaa28e65165626b4e7dc37dcc938488
bd53578f-a79b-4fba-8886-851d20f1615b	1617119593	svc-crm	login	audit_log	3.27.90	701deed3dc4871fe152889a505ba61c9f15fef7b
690c81f2-191c-48a9-8e3f-128b5f51bd9a	1576817399	svc-crm	export	audit_log	4.4.44	325b5db7e719d6e241d38ab50e563caec5d96e42
99a2e327-f335-419c-9b85-d1974462ab2d	1616595385	svc-etl	purge	payments	4.28.129	20b86a38934bc8dab8374dde5d5bbb34ae42d744
b45b7e92-c02d-441b-9492-9ea230d216a6	1612027091	svc-api	login	audit_log	4.3.5	ffd8d75daf8f8442a8268d18b5be89ce3487cadb
36c9a90b-0ebe-4ba1-990c-562f6e6a15ad	1591875589	svc-crm	login	devices	4.26.170	1fba18cb1882c267df8a29fbd59a36a3bfefbf6c
c7d083f9-6181-4fc4-99f6-a5b5d43250fd	1593002819	svc-etl	purge	payments	4.24.15	e991d402a6f19851fcd0d061303ab5d3d4d4a7f3
94bec944-d30a-4d88-836e-6716ad17146d	1597891798	svc-api	purge	audit_log	4.15.43	5fc7e4644a0f27fa317f68839cbb3aee3ed3654e
17e5d4ba-28e0-4e01-8d20-83a541f82c69	1614569457	svc-crm	update	devices	3.12.187	4ea417c358608b919e2d189b385ac21ddcc16145
b3829c8d-b479-4b05-bc65-475255ce8892	1563156439	svc-etl	export	audit_log	4.19.338	241659ba273d4257cbc07d9823fff4c63cbf6413
5c5de299-211a-4f5e-8fdb-03d9966d3057	1582146026	svc-crm	export	customers	4.1.279	6fcdb1f377ca84c93e4a4e598609cee757e649a9
00ede3d0-c213-4e8b-838b-96f5cc44835e	1563671663	svc-crm	export	identity_documents	2.3.40	537f766ed7abb6a70762f900371d4bf9e053d42b
4a7f11ba-b81e-4a99-8c7a-cd9cf0b15b8e	1603695505	svc-etl	update	devices	2.19.250	42c5b9bcc5f9067ad70032e31dd79306b2b63941
5c80c647-114f-4697-a5bd-1348a71d0981	1601899483	svc-etl	purge	customers	3.0.279	15a52c6c227393dd705fd2392fb00b694f5fd02a
5f3b6fe5-de7a-4973-ac91-c40ea909991c	1596021629	svc-api	update	customers	3.13.3	a017de55651831db1ba785beec8c8d1ecbf080ef
52899394-fad4-4fc0-a76c-fb7e392574c4	1574366709	svc-etl	purge	audit_log	3.23.37	0cf31addfc3d7e7f390d5d8a14b1afd82d5ad56d
99ede9f7-5692-43be-89ce-23c7dff55f79	1600232821	svc-crm	purge	payments	3.1.193	ced2730b03dd571dd170c8e52528feca616fb48c
f503ebeb-a955-49da-8d58-f3619f4afe36	1563828694	svc-api	purge	audit_log	4.1.152	d0e59e496474fdd870c5097d63ffd1aca2b959ee
f2c01b3d-b835-4400-85fc-1aea238205e9	1606076989	svc-etl	purge	identity_documents	4.27.174	e533cf00e8095a2d85a163a7c18aa539a7934964
1e47e78f-704a-47cb-96d6-039d59c67248	1619224651	svc-api	purge	identity_documents	2.3.83	3094d623d725d65a742e003fe402c76a09cc8f6c
ba59e038-63af-46b9-81b8-bf905f73ee3a	1566481735	svc-api	export	audit_log	2.23.173	94507fa01fc964ea1a6ce780f131ec30b2475556
483a346e-49f0-4bcf-8890-9be2244bebba	1569112882	svc-api	export	audit_log	4.0.310	d7f66a8f93750cbd6a6a09d184b7b148806c39fe
a52c8e56-56c2-496e-848a-567d96b90dec	1575717819	svc-crm	update	identity_documents	2.19.270	7bee9e44b0760c6f622c271105c1260213bf0d76
f34f0511-4ffb-41af-b374-3d264774774b	1602890821	svc-api	login	devices	4.29.206	2e7e8b7610a321ec706e5e17df9b0dbb6d0fe704
73edfa43-63b6-49c3-aa29-cb0d188192f0	1609750514	svc-crm	update	identity_documents	4.27.260	d1d43b976e17398b27d6efe6a1286e86a8fbf45a
eaa697bd-ab92-4891-8664-2f11f867875a	1555330936	svc-etl	purge	audit_log	3.8.136	d830ca904021bf8dc8de021cd58c180a220908fd
969db3d5-777a-45fc-b557-7040a244679b	1560210623	svc-crm	export	devices	4.23.153	47ce39173db90dc50a85a29c9975a5ba33ad7ba1
4cdc8ab6-9053-4240-ae26-f192c193e3ff	1625126455	svc-api	export	customers	4.7.299	78b80cab2858e4556d517c6c7e152e7fff683e78
39b1f324-4b91-4339-a928-831f84412fb6	1594622873	svc-etl	login	devices	3.22.22	a42fe60b26190c16abfec21b6d6fd50683c4f0ce
98765f69-5a86-426e-91e9-e482fe574efe	1598816070	svc-api	purge	devices	4.7.226	dca724434dcf915d1f664c9a4cee4e866afd04c9
79dfebe1-f15c-47b3-beb4-5eb0a53b0fb4	1557478595	svc-etl	export	orders	4.18.146	a5e75d7680cfb6ee638a1ff252ca4a411df32dc4
45c0ae14-5fe5-4767-b046-0ff66f87476f	1600125743	svc-api	update	identity_documents	3.12.300	87082d317e263a2057f394488640a58eaca4a50f
95b36c5b-1642-4683-86a9-86b5bc288c6b	1548756017	svc-etl	export	identity_documents	4.5.37	4cf4acd8472d6b91887cce5a744166af4219282e
43dcb0d7-ec11-471d-96fb-d27b97553360	1622018670	svc-api	update	devices	2.16.19	940598e9f8f5d14ae823074dddc28c4120c795a9
2daf9bc1-6d67-4757-b0a2-30ac7dd2ea16	1576941711	svc-crm	purge	orders	4.16.273	80dd5de67e6db9fc0d42c5fcbfc88820e1abb66f
7e2c58a5-3a0a-41cd-a758-2b7bedc99e27	1614824829	svc-crm	update	audit_log	4.6.20	f4f498f4d2fad7967e27f28fcf4c8fd7c0092e1c
0da13c6b-3e02-4674-8ca1-f13e4e44a675	1566488528	svc-api	export	customers	2.19.204	b9a337e9a95eae5b6ff401fc65894564b4b6e923
c02a4620-88e8-4c2d-bfce-1ffcb9ef9957	1627320172	svc-crm	update	identity_documents	4.27.186	82737e0f32f6df0729faa97931d0044b8ea22675
9f90f246-4a9c-444d-a044-d4d422569190	1578951972	svc-api	purge	identity_documents	2.3.181	8f285fd1da61e3909a885a783c46f415991e2226
a53451a0-3bc2-474b-afb8-d32848c77d46	1585878610	svc-api	purge	customers	2.5.130	155091df749d0f4f25322777b3aedcada93aa2cf
ae9efccb-2dc0-4791-8e90-9a1aabd94598	1593287732	svc-crm	export	orders	3.0.173	54eaf008c1f59c5c6b43dafb8cfe9dedee10acd2
000b46d1-9c13-48c0-b9e6-f20638fbf473	1573787927	svc-etl	login	orders	4.28.267	461ffd10531ae0fe0f1fb5ea6dc9d56c94a7f275
baae7afb-187a-4016-be64-14b4972a800d	1594575607	svc-crm	export	payments	4.12.243	2a5f32b54e333b171a3713ddd945caeba5491885
1f6268d6-9b8a-4cea-a9ca-941ed3231d07	1620497411	svc-etl	login	payments	2.3.393	3297d9ab5ae31995e2337575df2c0425549984b1
97ba8447-a0dd-408f-8183-b8b06ff4ed39	1557148335	svc-etl	login	audit_log	4.14.97	c2f25cf56db1c0e077936eac86387aff485e3375
6446b473-f609-4219-9922-0dcd11a1f344	1615876985	svc-api	purge	devices	3.10.180	effa8fbfb86178b428382075d3995aed163a7147
9b6ea521-0c71-4abe-80ff-d9e07d21ee49	1603501788	svc-api	update	orders	3.5.318	124a06b80308d42b39b1f84c1a0ff85c139e24ea
48056272-c4d9-4a7e-9c1a-551a0b32307e	1598198273	svc-crm	purge	customers	4.18.232	04653306966e6e7fde379a11a22db7dabe4d567e
d7f056de-a0b4-4acb-836d-736c44297aa3	1599139383	svc-api	export	devices	3.9.132	d97c5de8d527e8586ef66f36b7733b8ee0e337b1
bbe1daa6-10dc-4995-aa0f-e71da4e972b9	1550089177	svc-crm	purge	devices	3.19.123	b88790fde2f37666145c3ac0eed976741e63197c
5ef1b770-ac7d-4c9a-b836-ae325f153895	1606107846	svc-crm	export	customers	3.7.118	dbf6b79fd3e41507917bfd42b3812a972cae3210
9cc94311-c97b-433e-b6c1-a5734a81c163	1588471249	svc-crm	update	customers	4.22.188	8533d80080c44b0309dbb8d52ccb555ffda6935d
caf9fb8e-bf2e-4376-9afc-66af0ef186f4	1553781247	svc-api	update	orders	3.7.70	dbe425cd4ce1404b760159e16ae4d064ff4f45be
3b520f93-4d48-46e7-b835-71491062ed24	1598601640	svc-etl	update	identity_documents	4.22.154	63e083dcd621c01c8f3f1a041d55e4552b535911
62033368-3270-4d16-bbbe-6238adc72ac5	1558696375	svc-etl	update	identity_documents	4.22.133	a68e938ce27ca6e9fbc0c9ec70f957a2ceb14a7c
844a4c82-5830-47b7-a1b5-c27c2608abe0	1600976474	svc-etl	purge	identity_documents	2.30.386	12438f6b294a3791427065153b0414f7b98c4aaa
e2a7b13f-78ff-407c-92d8-11eb24dd510b	1596451315	svc-crm	purge	customers	3.23.10	9ac1fd96245c9d851fe269f76590473f02acc871
eb447c49-b7e9-4d5e-b83f-552b219c1b00	1615796574	svc-api	login	identity_documents	3.2.247	b1050c89c4983521bae1a6ec0b1ea62cc742e0b6
45738579-2a60-4300-b4c3-1d8d805b9515	1608456236	svc-etl	purge	customers	4.8.34	a8b65b54d84b8e5d44b1ba56f684573dd9ded8d9
fbbe62d0-c732-4206-b875-096b46e59fd9	1577768498	svc-etl	purge	audit_log	2.3.187	479637828fa590369183006951cda335e3210c5f
ce47f6a9-0109-4f75-b402-05ca0c3d5d18	1593336727	svc-etl	login	devices	3.26.313	06d0360c5b2762da062c281ba15250537987e312
5b992235-1518-4229-94c4-0be2815a86aa	1609255673	svc-api	export	identity_documents	2.6.326	69681334314cd1212945d3552f1eafa67244becc
35ba5441-5cbe-42de-872d-94b0f903bce6	1554558306	svc-api	login	devices	2.9.82	bf68e37b888b2fa0cd0980390a94b97532842875
1cd4191c-f5ee-453e-80b3-41b70c7f7fdc	1620464291	svc-etl	update	audit_log	2.0.378	659c2e942a066225262b134902da2eb87cfc7e99
c93a10d0-a2bc-4c2c-af99-f5ae39f33b18	1562360669	svc-crm	login	customers	4.14.73	c5bc637b5e575e35838dde4a5cdbc191c4426017
588afaa6-4a42-4c6f-9297-00ab59f630ce	1609491182	svc-crm	update	identity_documents	2.23.90	c4d1748dfdc77514a79054b4ab2e3bfbe7bf52d4
550071a4-afb9-410b-b967-8f0d521c1abf	1591972835	svc-crm	update	audit_log	2.1.146	a5b7e6a8d4f05852084cbd5b5331276c4f2001dd
4452cb31-d7e7-4052-8314-71902c3f4372	1590819212	svc-crm	export	audit_log	2.28.46	cb751889a0b8a01ee22adba13b6b34dea03fca46
973379bd-0d3e-48d9-ad2a-951cbf03cf62	1566624257	svc-crm	purge	identity_documents	2.15.311	6202d5f10f7113226d777e37f95622ed1cda8bff
39b687f7-d9f7-49c8-8659-9bd2ed164a17	1567614842	svc-etl	login	payments	4.17.255	f8d88b69971d39c2a4ccb65dd42160860b0e31eb
5bccefc5-0aca-4c23-9970-882656269173	1616126119	svc-crm	purge	customers	3.6.191	0b00b2c0c3ec43506aa9918d5a8383d6544c7547
56e1be9d-0eb5-45e5-8434-dc70aa831bd5	1627288414	svc-api	update	payments	4.11.207	aae5a827f9c213e56c3784451b3d3e183ca214dc
7cd43622-e53c-467c-95eb-be76cf61cc5a	1580905228	svc-etl	update	orders	3.18.57	08861fade0a7e1714d508437f22d05bb48553204
5f72391a-54c5-4fe4-bee1-f7b4da088ce1	1548505599	svc-api	login	audit_log	3.25.58	1f4a9c5b66fa002ba72b26618b5214f66912e859
d2bc015a-d1fa-4706-a5fb-c924d41052d4	1578437774	svc-etl	login	identity_documents	2.15.241	f3898334fac9fbeeb428a903a6dad93a2e27e1ea
87810d50-be24-45d5-ac6e-9774173c4002	1606687573	svc-etl	export	identity_documents	4.9.94	0874fc3b01410c3155443dc5e6fc4b888a9194a8
5ac49a2b-23bc-426e-afbf-a8097ee2e56b	1597128276	svc-api	login	orders	4.0.93	abf0d0fcc5bb3794c09739423c291b3bae2c972c
4267f23a-54e3-4f44-baa4-2d6b5ad8ad31	1617330716	svc-crm	export	identity_documents	4.3.268	53bbce649166cf91a47ed7e13bf0dd65cb0d1210
da3bd51a-f44a-4f0f-b364-eb24654eb137	1581777102	svc-api	update	audit_log	2.22.35	67f4b6af94620bed86d2d53bb967e3a3a04e956d
36c2a5f3-b02a-49fb-973c-faf500042044	1552461153	svc-api	export	payments	3.22.319	d4e5e1a764c11e3250231b7616ba5d15a4050b67
fe9f8ed4-71c1-4ed2-8696-9ae88bb92d1d	1575347682	svc-api	update	payments	2.11.174	ad193c7dc8a90ea7802e96708f548bf49e6c769e
c86aff14-0b1e-4f9c-ac3a-8df158b23d44	1563050551	svc-etl	login	customers	2.30.161	df20c8029abfcaa21bc11ec85a0bd2a24154f034
72af3940-9329-49dd-b786-624cd0414009	1609671069	svc-crm	login	customers	4.24.185	6dd3f5a783a064302b6f4e17f2f92b430e7d0e49
6eb68649-20c5-41dc-9997-9b6a209d31c3	1626049930	svc-crm	purge	orders	3.3.354	2dfed23005b4ac7d1d3e8467fa392bb51fb303e7
ad05c614-b7b1-4843-b12d-6ac04d877153	1574897451	svc-crm	purge	devices	2.3.194	8df4ba253b04c6461617d7cbdd8875d93437bb4a
9ccb505d-c2e8-4844-b0a3-79545c26df28	1595514084	svc-api	export	devices	2.19.221	71e1bc11e4975310bc9ca890723646f16e373356
6f32bc3d-652e-4e2f-82c0-033de6175556	1579141929	svc-api	update	audit_log	2.10.165	86d94482bbec5f6b6aad7007349e244a2add5e9b
3a739e6a-018d-43bf-8880-813698553af8	1547655729	svc-crm	login	customers	2.23.315	4a08e933da76fd6bd2f20ecedbaa4420f7775373
5b85c753-6eb0-432d-a668-fa560b3f74e4	1618012990	svc-crm	export	payments	3.20.342	03180df16d1a58489ebfe0b3ce9f7554ac03daa0
17eead82-e069-41ed-91ed-70114f4a70f0	1573400711	svc-crm	purge	customers	2.21.83	da8a191a5494307070916e039e81eba0cb076ccd
2c6ea508-730b-4441-9264-4e16223012de	1599785533	svc-etl	update	identity_documents	3.10.310	37c654729df92b6ea14cda90002dbbf1c8567d66
86138106-3f5f-4603-9633-4ea4c581eab6	1547166662	svc-api	purge	identity_documents	3.5.180	45d4648754685d0e355316d70345192b3e6d27e1
bf24f2f1-2979-4089-b145-e38a91e3afaa	1550788793	svc-crm	update	customers	3.22.32	263da62375bf744c964f4d5fd406858a2438ddaa
2dbd4e3c-1a5c-4e70-a7ba-2ba7c6fdf9e3	1603496221	svc-crm	purge	identity_documents	3.21.17	fde69e8250a8509e20535e3531dbdf7362c9f703
e5541f02-e61f-457e-8691-7ec297265aac	1556675679	svc-etl	login	payments	4.11.168	d2c59dab14a00c4ce91d28165ef7e2ef90ab1a68
fcffd3b4-df82-4dd4-8c6b-87585f4e3542	1605617803	svc-etl	update	payments	2.25.199	39c8d351b16441b538f44521cb410132184ff9ec
2b61390d-4482-40ed-b248-651dccadc294	1554982823	svc-crm	login	customers	3.4.348	998b1ea45b765699ba350d19d6563227adfef5df
b328c3de-2d25-42b1-94ab-3f754aad1747	1574267409	svc-api	update	orders	3.21.289	f086f9d916b30978e7ada991f0bc9b831f3c9126
4128b362-0bac-4459-b964-57b937b7709c	1565995911	svc-api	purge	devices	2.25.342	6858bb02c91b31283b26f0225be6f70e97287604
fcd8fca2-edfb-480e-8476-e078f9b6acf3	1569867500	svc-crm	update	devices	2.24.271	6bea614b2afe24f20d13478a31fe20032f838c79
bf611381-763d-4fb1-8ce0-dd4b1fa15a11	1582355755	svc-etl	update	customers	4.24.125	830fff4ec06622eb47474cec21932cd06dec5a9b
1642b1c5-5a06-468d-9e0d-abaf028e6cf1	1559226316	svc-crm	update	devices	2.10.22	ad6fdcfe8a8172096321bdb7d97cd9292ceb0b26
27389aba-f871-4277-8763-11105381d98d	1620713253	svc-etl	export	orders	4.11.235	f091098e2e27c02316fc59b2cc8a9220c09bcaaa
2e07fa7e-48fe-4de3-b93e-452a15c5243d	1574434191	svc-api	export	payments	3.27.279	d3261a5542a6e66f28d169f1a38e7ef91a544c82
bebdc38c-ebb2-4b33-8b93-9e82dcbb1748	1589380312	svc-api	login	identity_documents	3.4.157	6598dc1695ebda8dc1aa708264ae3b73ba807c08
f08f2594-cbb6-4a02-9f44-54035090be70	1550044625	svc-crm	update	identity_documents	3.8.285	5d8942547774af33e29db82881e78525e9fefe6c
73e0db4e-ad84-4006-8309-949c9c534904	1560726760	svc-api	login	identity_documents	2.12.119	78bbd2c50aed71241ae57b2e6d8d83d40a730faf
390016d8-b471-4517-98b6-51c5ed1ba1fd	1551757909	svc-etl	purge	customers	3.23.359	780a59fda60d2027d15e99ad1d0280760880e844
c8e98ff5-8cfc-444f-982e-53ddbef27bb4	1551707225	svc-api	purge	customers	3.27.128	cd66b27377f969eaeacedb2c24b125784e80e736
84a3c94d-326c-4201-abf9-c7c4ffce9bd1	1617320602	svc-api	export	devices	4.13.335	c6108ad4c4d64906ca25e01f759be2265e85b48d
e38ac950-cc3f-46ca-aaa5-ad5fab5c4db6	1584966774	svc-crm	purge	orders	3.20.120	481ec5c64c52923092993ee6954a3c6810e37c01
5cddc0cc-8441-4dae-bc9a-c4f3a921bf2e	1582122027	svc-etl	purge	audit_log	4.20.72	ddd21b1dbdccc5d6fe3fc65464109248255abb0a
a10ccf35-4f90-48e3-89fb-d8e1d261d012	1552869869	svc-api	login	orders	4.14.400	be7a866667ab6beb06acbca53e25b959ee2b38f7
564442af-8493-425d-9db1-2901cee86ccf	1550148492	svc-crm	export	devices	2.27.248	4d16fff88d6f9158079789871d6f0b257f6cc7fb
13214860-9834-460a-9ac6-f9c84f064e44	1589872654	svc-etl	export	payments	4.24.29	aa4c7015873948ffa8f4722b4ccba9cf34d1203d
b0ec483b-4331-46c6-ae4f-b7104d2cccf1	1584912909	svc-etl	login	identity_documents	2.1.378	a0500189d34c0a69011f95ca132ac791fbd9215a
c5cc324f-0ce2-4e11-a506-8ce4929e4840	1626064842	svc-etl	login	orders	4.17.138	291f38411e2e928c712f3ff0710f2b78f79faa9d
b324c74a-1a1b-4a54-922a-eadda4209b48	1621880831	svc-crm	purge	identity_documents	4.6.215	7fe0eed253c6c49e5e58fdbd8af1c6711af8c65a
d63a8141-e11b-438e-9105-7f48f611450a	1599384016	svc-crm	purge	identity_documents	3.8.268	5e52dbae323f9ff3500b0281e862c76442d422b9
26b51141-34a6-4f94-aa20-53fafd32a57a	1553254329	svc-api	purge	audit_log	3.16.72	73977a86e838b9e711f2468fdf07a0dd6e2e4033
39e79129-636e-42c7-9c2b-3d72c241e266	1600720434	svc-crm	export	audit_log	4.30.20	1bfbf4c0849d6daa9e0fe73cd4665c35325122e8
764d865f-623c-4783-a8ea-c8011af1ef8a	1552690593	svc-etl	update	devices	3.19.352	add1eaf9330017d0cf17b16a05a228300adb44b8
e4b7ce05-8491-4daa-81ba-83361a320d6f	1600049181	svc-api	login	customers	2.24.206	865f14621e258356d8d0a0aeb988acedc947e202
b6072a31-1e7f-44e7-aad0-bcf1e686e01b	1579014032	svc-etl	export	audit_log	4.7.338	6274dc2a0b89972f7de918d7362cfde41114c8af
f2502fc4-b1ee-4788-a08e-0ab08f8e4ae8	1625928228	svc-crm	purge	orders	4.24.345	684c2cbdf9369980b7c25a9849463b1821770f59
d68a22f6-1886-4b0b-9235-bfba176c7aa7	1626092865	svc-api	export	devices	2.28.242	b68c31d287ed108bcd31e06b0fb38126cfd4825d
91eb7165-c9a3-4a5e-806b-6ef2b1ece0e2	1581376752	svc-api	purge	devices	4.2.285	f0e27f4d29b5c71dd55fff265b3c927fe5e06a69
afb59334-643b-4427-8234-73689724c5ba	1595222277	svc-api	login	audit_log	2.10.28	118194fa9535bb22c8a8b0eb7d9a6a82d0898a19
56df5370-1dc4-4909-9be7-616d5a0f95b1	1557107898	svc-crm	login	customers	4.20.327	24669c6c1b2274dabe8dd48f948844e652c00fa1
a145c302-ff17-4de0-9c4d-1345a82493e6	1602411418	svc-crm	login	orders	2.16.297	d4cd363d37543dcd0d530145db9935c314817954
00c26d74-90ca-4f51-a0af-c6ab18b9e7db	1587102834	svc-crm	export	customers	4.24.139	fed384012b5c4459c6db440e76ac6fa7e3ddf984
977c135b-0e7d-43d8-80e2-827d5db7187a	1584227759	svc-api	login	audit_log	2.1.301	f7b8c4d36eeb6c6f83bc10180a06457d26c3517c
af829503-5358-4847-a046-434f26518eb7	1564692374	svc-crm	update	payments	2.1.268	8953a0510bb86bf775632d46fb08da41f23e9647
74d7e1d3-3f7b-4adb-8696-24c525b4ff4d	1580500464	svc-api	purge	payments	4.13.127	abe717b66e4c316c3c5633d440f7302cc78dcf5a
a2f19e40-1912-45fe-a4f9-2596ada8e33e	1603744262	svc-api	export	orders	3.20.0	8239b6bb9bba85014d24a8be17bb1c8a27a891aa
cc5bad94-78c7-403d-8b67-a242f910256f	1561001110	svc-api	update	payments	2.26.322	98716001d3aa556228c6185b15fd4e207250f814
b6aa94e2-1c00-47e3-9c41-940c34298c0b	1588163595	svc-crm	export	identity_documents	4.3.367	ba02579c77de67b0d1fb07cd4be39c4f6a19bd2f
81e40b13-aa9c-47d8-8f04-e11f2ed42298	1561984063	svc-etl	purge	orders	3.27.130	3028ac001fccc4187de3ba8263cd1c325eeade16
ad541076-6c5d-4270-9768-49ee0e62046b	1557914838	svc-api	login	devices	2.24.26	a008eb297ffec1fd99d56d6aa057c80c5c64e89b
288d4dac-0004-4edf-a3fa-00bf4623fbd8	1547747517	svc-etl	export	devices	2.28.244	67c0fe137ccc034f214669613b550478c437e5ba
db545dcc-af89-47f8-ab94-cb2a8c6485e4	1559538548	svc-etl	update	customers	3.21.68	da6f616f11f3506befa3f9161f0fecf8c285ae08
65346b33-8667-4abf-9778-415df5c753c0	1556244996	svc-api	export	identity_documents	3.10.376	d10b415f10c7f4971736dfa49ed655abf3d55680
730b1edb-26a6-44c3-a784-dd74ce1b92be	1550548237	svc-etl	purge	identity_documents	2.1.170	fe42c0353914f37f953eeecf157bfa53364c9081
78bccbbd-1945-4cf4-a2fa-9592ba43281a	1580908235	svc-crm	purge	devices	3.25.123	be41f7c5ffff7f29a4b0891653dc0c5e0ae5e50a
c0a08fb7-064e-4432-b95c-1836c74393cf	1560052715	svc-api	login	orders	3.2.121	c6211573fcf9ce4eb5aeaee2c350897c1b11dcd9
d73cb567-9afd-4c34-b268-f056efabc689	1625125281	svc-crm	purge	devices	2.12.178	73d88f2b426b94583cf41c649471ccbd8046e6d6
31b61721-4c67-4886-ac93-d8a18d2eff81	1547506305	svc-api	purge	payments	3.3.397	e6a515dd0fbcc049ff43a7b43a066109b9c6613f
66391a88-ee6e-450c-8500-c6f6744c0e38	1585077660	svc-api	update	payments	4.0.89	577aa05d2027770049f9d5daa456cffbd40818b9
87c8e595-c23b-475e-9571-0c9a87407c12	1548846967	svc-api	purge	customers	3.9.112	a3a4a11578f25ffb38e9ef55c22326aa40c6625a
4a53595f-c31b-4ba0-b84c-777f3d404c2c	1607836020	svc-crm	login	identity_documents	4.18.154	fed942ae7e4405c0f047b32ba1ae077479a07933
8a9512c9-ad52-455e-b3ad-d0a57f8df7c4	1599913796	svc-etl	login	customers	2.17.135	c0fd258da99c94982010e12ece714c86de9cbad1
f1352bbe-14b0-47f0-9b4d-e2944bd88aa3	1582587191	svc-api	export	payments	3.1.233	e7c00f16bdd964c11508ed2f8ca03145d0e630df
061ea701-19ee-4c33-a2f1-1f4435661d35	1601998380	svc-crm	purge	audit_log	4.16.152	21da3b21f146f80cfd30ee7f53b27b2eb746c0c6
82fd98a9-68fa-4e5a-87e6-b1e304438a42	1578721129	svc-etl	update	payments	2.26.217	5dd10dccf6d7e244aea7f0cced030dcbd4fece59
cc3419f1-8c37-4b6b-96f3-2022da6c4bac	1627740804	svc-etl	purge	payments	3.28.380	fe503afffcfa7279aeb25c56759fb4c01601ce29
1c05a929-99c7-47c7-bed1-d032630e983f	1602210080	svc-api	export	audit_log	3.4.317	4284106a31958bc363125f9368c81a2ecd07db48
ba153a25-2208-4d42-8599-eb36a6687330	1604612477	svc-etl	update	devices	2.20.361	0749f3d6466e5e20e27115cc2339cbea37ffc637
218786ae-7b31-4dae-ad2e-d6e589ef80a1	1599395650	svc-api	purge	customers	2.23.148	6e2df19621ef7cab5ac6ab97ffc3c56de1868179
71a707b4-22dd-4371-b336-3429fe0761bc	1555190867	svc-etl	purge	devices	2.13.22	4496cc746b35aa440efdf4b29c0bb7b7ab68597e
3363cab2-5199-4071-b037-360cdede9fc2	1553266276	svc-crm	update	customers	2.1.320	66901d28ab3142503e2b1fa666f864b9ee2b231d
f306e857-9c65-4b53-84ae-734ca777c2a0	1590318517	svc-etl	update	devices	2.0.213	0a4b520e9538c4d2f8cafbf5d5e73c6a0214d7e6
10ca95ef-a24a-4700-a44e-75852cf0fbd0	1560332594	svc-crm	update	customers	3.28.273	ada490c57b08d614f5c965a7f8435adfd6b8d68f
9bf0cf29-7343-4692-9325-cdc6bb523eb6	1609138050	svc-crm	login	orders	4.10.128	ccc196699f33e2007f1c2dfcc99eecb7df34755e
2c82fe2d-86b8-4e0b-990b-faddd71695a2	1592138180	svc-api	export	identity_documents	3.30.239	4703419a245e89433ce1c7744989893ec408a426
75558074-6d69-4ff6-8ae4-bf27069b5810	1562583931	svc-api	login	devices	3.13.219	c561ab0040145ab469164864e9deeb6b7dd429de
5d96edd7-adfd-47dc-a1bb-a86e529feb1f	1615894922	svc-api	login	identity_documents	2.5.214	a50f4cf2bf34f9abe41a4f8fd9c4da3eb07d0f71
6576c755-381b-4a1c-ac4f-cc5dceedd572	1612695869	svc-crm	update	identity_documents	2.0.300	74816275eec13474dad4e685f7481bbf8d84548b
f2c5e644-409d-4510-be6f-4364c501ed6b	1549063736	svc-api	purge	orders	4.23.99	57fa426297e750304cdfb94c0100ccb8bebf4041
cc69c9d1-562a-4bf4-893d-2f530cce3502	1583369039	svc-api	login	identity_documents	3.13.206	b019f06e04875150153ae0d7e3ad4f433b842f0e
d55b7f74-5624-465e-b15b-2f5cb60fea03	1622835645	svc-etl	login	identity_documents	2.5.343	54e98a002e183644df273bb478dc5135c9afde6e
0f25391a-25fe-4822-940d-ff9ec000767b	1618271072	svc-etl	purge	devices	4.3.387	d409e59896da16573130bf74d5c751a1de3e7c39
e87a51dd-4a98-4cf9-bb6a-11f832d81376	1568908788	svc-crm	purge	devices	4.16.309	0cd0bf1644c3987a03f1dcef222b97ecfec17c4a
02efcbbf-5c70-40f9-8bfb-c505086d4d5b	1558789816	svc-crm	purge	devices	4.11.274	f546024cc402c59a624d0918bb00eddb0037d132
5da79c5b-3cba-4995-ae7e-6368871d86e3	1616146925	svc-etl	update	identity_documents	3.13.219	8acd8a2138a06f2faf40ff131d8d843790095e7a
9a76db1b-66b6-4185-83f2-9be9299abe26	1599346442	svc-api	update	identity_documents	2.23.390	0db5e30bde067f57d3b5c317988e0a4061edc6af
eb2d31aa-7763-400b-8e88-b2dabff21788	1624280069	svc-etl	export	customers	3.22.317	346fcc18b9408fc4abf882c08a9126a68ba7c5f4
eda7133d-b80c-48a7-8f5a-4a57bf4998ae	1570900111	svc-api	export	identity_documents	3.2.237	75e0c25b63a4bf7e2582e3a2b8d20b7f76c47045
b15eb459-bcf6-44f4-9889-900afa27a031	1626649461	svc-crm	update	payments	3.22.356	4e5c949802a2a68707390979a702e3909ac0d96c
75b14a30-99ef-4b8b-bbea-14fe43026c08	1599318452	svc-crm	purge	customers	2.13.7	93420a57eb88ce953b00914fa9ede1a5fe162fda
816008fb-bfba-4815-a248-5b24c1a19f91	1621954316	svc-etl	update	payments	4.8.163	9f561c6e4a1cd1d44e3ddb59ca774c0058b62e84
7fec8e3f-12e3-474c-90a3-933135bfb4c8	1561511138	svc-api	purge	orders	3.7.399	26df0a597e623c762de82b34b2f7fb32476b5ebe
0f1fb4c9-c417-4a9b-9b29-18c500f76352	1622205432	svc-api	update	identity_documents	3.16.247	57cd18d9a8104689c0eb3fcbe0e46e83c46d2b9d
d3d876bd-b94e-4284-a85d-2a9443700321	1608720943	svc-api	update	audit_log	2.27.389	0d338bef6e126573391dc14b6c9406e4b44ab3dd
7ba7deed-0473-4189-b16c-63dc65852474	1580476659	svc-api	update	identity_documents	3.18.352	b5d1aa9643551597066a4cf707db8c12d442cd8a
fb3c8a70-655b-4d70-9046-48671695cc9e	1595707507	svc-crm	update	orders	4.27.154	f77be568833feb71e530c540736e6e8b04920c17
5d66638e-089f-4e71-86ab-468d96bebd57	1621243408	svc-api	update	devices	3.14.13	d28c872d2b2889b1d7275df96be37636c01782c1
f9a01ff8-97c4-4ddf-91c0-c906d8808f11	1555454589	svc-etl	export	audit_log	2.26.23	501b0669f5a89e4119f67a3fdf714eddcac99046
d10ae5e0-751d-4309-bb1b-9ccaa567e956	1621925585	svc-etl	login	customers	4.7.124	8b26f05c545054db94c3a84367f1574f9cc9e25f
3e524fad-46f0-47f1-bec2-d26363016557	1550623845	svc-etl	purge	payments	3.18.286	3ba8a5945e388a4dc982fc4cfc22bf6bfd308334
19137fd5-6cf3-4434-a79b-48765261c50b	1588538191	svc-crm	update	payments	3.14.319	a664770a47f480cc2d6e206156e48163ceb9fd9c
a7929123-0082-400d-b0e1-78a7a998dbc0	1595326493	svc-crm	login	orders	4.14.267	61f0d208648a8313046b092cd1165289efcb5425
0f71213c-af59-433b-b8e9-87a933c04855	1598121978	svc-api	update	identity_documents	4.21.293	8f0c81715dc1c222fc4fd183869a3e1acd15023b
3845cdfb-43f5-4862-a56c-5d85397e4d79	1593704153	svc-crm	login	customers	4.10.87	79c9b3ce4bff9463bf4a47f80151954e14dc9743
46b0cb6e-5833-4aee-a48e-e1d8a5952af0	1615551366	svc-crm	export	identity_documents	3.28.5	c96c6af1b700e21e868867281fba7190a56db922
d9233059-15d9-4ff2-877a-591efef5ae38	1546860423	svc-crm	login	customers	4.12.320	7152fd846631d76e4b2463ca3ed79c53b550ccea
f01c6565-f071-43c6-8239-d2a9a7f28acf	1603017016	svc-etl	login	identity_documents	2.7.29	b8327c8f1a591e9e3061e414b402e3b4708969dd
3fe2b490-bc01-43cd-8945-5e5f3357bc4d	1551722149	svc-api	update	payments	2.1.372	69ab507b1e72d7705076ec1d07ea3fee12767390
ce77a0b2-4a4f-4b85-b193-daa29d6ce6aa	1562977992	svc-etl	export	devices	3.26.106	21cf759b74266fdcfa74c8353b8b477c15bed50c
11446d11-5921-4ce5-b4e5-23ee33fe04fb	1586061395	svc-crm	login	devices	3.0.138	c5b3b7a713fdae571ef873430c1b7d7bc681b3de
4bdf4534-2ce7-4d8b-942e-2086703bc8c6	1589808911	svc-etl	login	devices	4.29.217	ec0d5b6a0b532de95d311f8c968bb71fecf070c6
391a5288-47f4-4f01-a742-39fea1a64ebe	1580781162	svc-api	update	audit_log	4.2.355	0b86bdd39a1f4d0552a17e84a265439762559f15
e49abe45-0548-4cf1-8e7b-cc40e2cf438e	1549268086	svc-crm	update	audit_log	2.3.221	3bb4b5841c96f84446796200c7838f1f5facc814
1c17b898-6b48-488b-8982-055f4fb6c96d	1575095937	svc-etl	export	devices	4.9.45	8a87454438fdd0251599191c930e14863f20b5f4
ba3bfd55-b82d-41cc-9919-4e06bd94f191	1610758857	svc-crm	purge	devices	2.6.147	95249739a2d01ae6fa93329dd145de5f72edab03
b21404dc-5091-4a37-b648-52fced34b17f	1616387454	svc-etl	update	payments	3.30.344	3c19aff7a9f28f68dca61622e6636bf93c85022a
596216ce-ed21-4687-a684-711231d9ff8d	1558019956	svc-etl	login	devices	3.12.51	11f77675d6aab5cd5081cbda2ee864937e2375c7
eaa6f074-34c5-4378-8ab2-1622c950e441	1626894951	svc-api	login	payments	4.14.9	27a27a6c634ee0a007d6c857a03128f5c0378374
82c1d439-ae9a-46ce-8316-20f721d26ef9	1582738352	svc-crm	login	devices	2.22.277	fb08215b9026fbd9fc91eaec355abc82a6fe32c5
2da22e16-28a9-47cf-8256-c23902ca0863	1569542197	svc-crm	export	audit_log	4.18.305	538db39576f1c763b0faa5151abc6e158326a1a1
21858d50-0cca-4664-b778-3d5a6356efad	1563126624	svc-etl	purge	devices	3.28.351	eb505137e3250ffd93cdb03e4e59c4bb1775a1ab
6d401ce6-fa8a-49a9-8281-688d14654233	1595084449	svc-api	update	devices	3.26.345	b18b92c8f9db44efc20ff01c17d6a5ccf55d031f
7ed4603b-b0fc-4fc4-a1fa-79361131dfb5	1562713269	svc-crm	login	devices	3.29.231	c94c1661211a798e77627a57a945720cacba7657
0a7e412b-f38a-43a4-b4dc-01774e1e022e	1603709592	svc-etl	login	orders	3.20.91	009c2bff678f6305c6280b9904a046889ab0fea5
cac45fea-592b-48de-80bb-4feac23d087c	1566965665	svc-crm	login	customers	2.1.224	219570efeb12a45ed52cd9eb8522e1513d1d4fe7
60d058b3-2530-4c8b-ba73-3b323e2c389d	1560685418	svc-crm	export	identity_documents	2.3.178	45562b78ccff6cd2d46bb0b8cdaacd3add846f12
1ce793b3-f774-4687-ae80-5f39ca724920	1560556494	svc-api	update	devices	3.19.0	b4042421283c2a21cd1c18cd30faf7f5406f89da
894d210e-0cb8-4c1a-9dfb-6638de2299e4	1546857233	svc-crm	update	customers	2.23.227	628ab1f4e15637c6c83d84750a17e218238a4738
24be62a5-f2e4-4809-ab81-edd062eaee91	1599283775	svc-etl	purge	orders	2.17.246	797dc3b945226eb68b0a30e35c761047869c4ce5
97ba6f68-e5e6-476a-8a3f-5df91818f08b	1550597453	svc-etl	update	devices	4.23.47	bc54ce62a191780eec3f4cc0af871ce9781e552f
ff475e16-2bb7-449a-80a7-308afbe928d6	1585763934	svc-etl	update	payments	3.17.96	04e0dc31442059345dbed7b959d0e489767cb557
c67c2f88-8d9e-49f8-9d22-f8947bbd602b	1600698716	svc-crm	purge	payments	4.24.284	7022d7f85c7873ca4720fcaab56e23f058438894
e0ed0c84-b2ef-4971-b863-347b9b3aa391	1555004677	svc-api	update	customers	3.15.322	7bef6bf761551d6a8308b86169ce893255e3595d
85265200-a1a7-46c5-b48e-d0154c81f814	1593940430	svc-api	purge	payments	3.3.125	d0f6d743ab599db01da5a3677a1e41b9b8dd31f2
25831b31-eada-413a-a3fd-e1b7cb3c5e40	1578106538	svc-api	login	identity_documents	3.14.53	95d600594c6ca1b64c0433d11cbf1df93d7d553e
d5ada764-6d85-499f-aa19-a2a022b5f04c	1621476982	svc-api	purge	identity_documents	2.6.368	b77d48391aa8deedf15499650fa9f7753a452ed0
ed3c1357-4908-470c-bcf1-c13de21537d7	1555614844	svc-api	update	customers	2.28.254	8f931eef306fd89146866b9263895c66de182c86
f04636ff-9255-4819-b246-177519b75425	1550641544	svc-etl	update	orders	4.24.138	8b6eb18be7767b3bb9ddb530f92918f0806f6749
e43b8c5b-9b5c-4864-ba4b-4c77c0ed09b5	1565717956	svc-etl	export	payments	2.7.172	63ee91a005f844ec66f2bb29bdd4bcaf18aea719
86c24a66-e1c7-4787-bd17-d71c3dc6d6b2	1609845471	svc-etl	purge	identity_documents	4.13.237	3e10d06cd023492eecb395e1a1bc4d16ad5a81f8
83241df9-7f52-4b3c-9573-a589f5c5311f	1618916528	svc-etl	purge	audit_log	4.23.31	ded5babe502520417706c1332f4fdfdee3d30008
0f122839-413a-4f9b-8920-ea5cebc92406	1571242530	svc-api	update	customers	2.24.309	2c1536e00325ecbb1e064e268cf96a8a6feb9d5e
20ed8496-fc30-4ee8-b292-2308c9752d8a	1579256624	svc-etl	purge	customers	2.21.363	1cae34508fdbc3bb77a8452e76786e5b5e6e2180
a43637e5-a420-464b-aab4-530d901a17a3	1560261964	svc-api	purge	customers	2.3.400	548551649888a8f816ce2a0d69b4f65d41090b62
b82e9d3a-9745-4128-9370-2b6a23533013	1555564450	svc-crm	update	identity_documents	2.28.320	764ed588387c679d3146260c4bc18cf341f2513d
a06d71dd-1e63-4410-b509-1df66ea63975	1607758420	svc-api	update	devices	3.6.370	4dedf4c7f8ffc3f488a3f59dd494803c824a3b7f
e319f180-da34-478b-8903-7b94fbd4df93	1578411632	svc-api	purge	orders	4.29.280	e207a54f47bb59f84812679796f92464e3b4bba0
72ea661a-3245-476b-ab97-dcbf669083b2	1573789253	svc-etl	purge	customers	3.19.188	1d03ac40c5d631b526378d2f7670d7498049f7be
cb986046-e0ff-4d02-9b57-47fb206372aa	1609936959	svc-etl	login	orders	4.15.247	ca6c2d6654f2124c01a50b12ded63223c00d6280
9ddf6627-6655-459f-964e-f0bd14e7ee02	1590513969	svc-api	purge	payments	3.26.26	4c0ffc590aaa036b6bda50f0a297c84406c911ba
4c0a48d1-a122-4ed3-8522-39c09e7e5908	1603985386	svc-api	login	devices	4.18.357	49d18aedc528cedd45951cedd46ec6effd491cfa
7d44626f-1211-476a-910c-6f6f036bc7cb	1558069070	svc-api	update	audit_log	2.24.333	adfb529e9e956a44472722bc8e1e63ac29a09c28
d9156cd0-8a97-4821-9123-e778ff360dad	1607536634	svc-etl	update	audit_log	2.18.26	c012a3c9a0b7c6db38796eb4037ea99ea4946516
0ca08ca3-8a46-43bb-8166-a596051439e9	1589826348	svc-crm	export	orders	3.15.170	220b7d28fe4bbdc77eb301da740edec46a1fbd08
f6fc5a09-354c-466a-9567-376fd4d6cee3	1575871247	svc-api	login	customers	4.3.136	9d2ef95ac6edd94f011c87432e4cb92e5c9ce277
7ee93148-651f-46fb-82cf-6d4d328a1589	1588189934	svc-etl	export	payments	3.17.317	edd3348395dddab524a99c008dba07ad07c03cc1
19628029-f212-4ab5-8b2a-df13790db72f	1549769679	svc-api	purge	audit_log	3.15.298	1a6530469c3c4909958971d41fad3c3e8275e750
a0d33516-5459-49d4-8c43-33c1c932bf3f	1590323663	svc-crm	login	devices	4.8.267	668cfd1cb8e30b7c87539ad22b3b7cf70521f0b9
379b4ad1-28d9-4285-ba8c-8e9e906d88cc	1605899171	svc-api	login	devices	4.23.37	a6df4464c4c1964d7e634caa9499efba7e04b36e
0401302a-7661-4ba3-a5b5-c03cf8833fbd	1604020329	svc-etl	purge	devices	3.2.51	c8c30f1778023097fb683dd2ca1160f3f3df173d
e781d998-cb87-4ea2-b29c-4ba06207a494	1567683154	svc-etl	login	payments	2.18.262	b3caab8594d5e22c0ab3f6b28619502c32d7e7a6
e3ef2de2-5bf7-4963-9e4d-3d1d5027db89	1567251290	svc-api	update	orders	3.8.213	44f4983751b50604f3a858d5b61fc8c65f2aa26e
712d8163-6f68-4ef6-9b12-f1e48537e2c7	1555104772	svc-crm	login	orders	3.18.107	5b0aef39246fcd83d451815f5858e12129d3875c
4e46d672-dcb3-450b-94a2-1914a91d23aa	1566560407	svc-crm	update	customers	4.10.254	7ad8076004c43b9a3b6ff4762a4a8ab6b1a752ee
8207c652-c8ae-41b9-be5c-ac80327fefd9	1618193922	svc-api	update	orders	2.21.354	321c2591b6f8f643865c63b33b5c2ebd12f60cf2
7cb8ec4b-338b-49e1-a23b-c98a5d7e1b8e	1585457355	svc-etl	export	devices	4.15.399	6b574032889032edf510aa05270ab90abc3f73af
b26e7141-9065-4da2-bfa3-41be62a1b98a	1617401711	svc-etl	purge	customers	2.10.168	d05749c524da8ba9ecf2dbe1f3b60fe7f274dd29
6fd855a7-495e-4ffd-af69-729db2a01afe	1560137621	svc-crm	export	audit_log	4.19.168	e9184025b6d3c4c2e311d711b3cf3109e36c77b1
df2846d7-7201-4cf5-8613-c46617608002	1573932832	svc-api	purge	audit_log	2.28.122	6b02fda4db7bc8a292cfd56f06ee48f70c9d876c
36e3a8cd-85b6-4838-a0b4-f8290efc3bfd	1559624336	svc-crm	purge	customers	4.19.168	52be734f0c5ba4ecb11532f6b352083e1ae24803
963a9fbc-df62-4ab4-a3ef-59cf955364a2	1591358451	svc-api	login	orders	4.6.167	dac3f8e7631c216103ede807285929c03b1dda43
016a0b1a-d627-44d6-9167-f5e1ea9bb4fd	1585371324	svc-crm	purge	audit_log	4.1.345	3a5b75f87f61b00c8dd61d106da25506fb48f055
a704c2b0-f1b9-4305-823e-a0bb9216d3ea	1590968839	svc-api	login	audit_log	2.4.235	6496dc55e1222702de64b80a19b8a55052209695
65e6cf3d-9a54-4450-ae9a-7b0063ff79c2	1556372650	svc-api	update	customers	4.1.66	677633baa0452d4132d66b0581a2a94daf9ec5e5
67aeb637-b532-4c29-9dba-e975035ab76e	1586221295	svc-etl	export	devices	3.16.216	81c8800d49fd14e5a5d7ea19a89fe30f9152b1d1
35cbde7c-14c6-4059-9303-3a0ae8c466fa	1547970993	svc-etl	update	devices	3.26.310	5ecf01fcc695b77d4bd125f941689d6f6b2621d6
8f4a87ef-b12f-492d-b061-dcc3c6484732	1572903996	svc-api	update	orders	4.17.175	f8d601b0bf0c1c8a140e33b3c879847277459463
00301080-23cb-424a-98e7-e2bd39386521	1614619182	svc-etl	purge	orders	3.10.139	8f228ebf70b12266ea62771faba1af1705bb1e05
e7541c99-64fc-4497-b62a-d90ff766d866	1581873647	svc-etl	login	orders	4.26.136	0c8e0bb5c975593439f3c7b89ba1aa2329615c24
2c880192-ba18-41d3-9b9f-149ea19f1d21	1582556151	svc-crm	login	audit_log	4.13.280	38dc857f68ff3ea88a84b201333fc760f170927b
ebecab27-51c7-4de6-8410-abc1ef9984fb	1557725240	svc-api	export	customers	4.2.165	19427683ba8ba084181462568fe27da91e41c659
e2128f6b-c451-4610-a127-f9adb2e0ad4e	1574489015	svc-crm	export	customers	2.30.64	b4b589c8e05ae986200a5d22de507f2b75ad062b
cdffb2c1-1159-4fb8-8af1-815503c6a0ca	1625458509	svc-api	update	identity_documents	3.29.75	45065b521da9eb1b020338a546938208ff94826f
f0ae7d4f-8b0b-461e-a069-ce12ea83a438	1556599100	svc-api	update	devices	4.29.362	1b8f613b7a8acf85be5a873ce4f2f341ff7adeca
a44cc567-1ce8-4230-9114-7af5f02b3e79	1594083856	svc-crm	export	identity_documents	2.27.317	3bda4a9c9112903665be8667fb5616c12966ed2e
602f9056-315a-4d49-b818-64c22da4db4d	1618550612	svc-crm	export	identity_documents	2.6.83	6e8b4f916d9b04dc5cdab828d8b08235222aba38
c4f66464-44c7-4d35-a08a-9da7cfe23d3a	1572145327	svc-api	login	customers	3.20.352	557cc8af2688d9d3475d902662504c8183fc6197
03ce306c-aa92-43ac-880f-529f8f71d154	1627128610	svc-api	update	audit_log	2.5.391	67a058e6a8ed8c84549391152d13d53768807b3b
8ede962b-6ee7-4e0a-b9db-bf369d6a866c	1585424715	svc-api	login	payments	2.7.10	d1c0ed9a617dc77561e441ea90ee3574908847c3
1023fc50-a89b-44e1-a12a-75d83169830a	1593101693	svc-api	purge	audit_log	4.4.50	58100e056a44f9ec097a8a078dfae156f5eecb50
4dcc3534-2277-434f-8135-f6dd62f5dfff	1609298468	svc-api	login	orders	2.27.73	49e1f78a942c1968743adc3fde07e594b55c13e3
a50094e9-daec-4a5d-aea3-f4ead1321e3f	1549851476	svc-api	export	payments	2.0.127	11f09e34b44a9d8e9aecabb7b38499f3eb43aa8a
2a0860b7-2d8b-4e28-ac90-2c6eb6055df8	1588743364	svc-crm	purge	customers	2.7.33	17451a46434aa0b8f4541124d4859cdfe08ca1bf
a1c54b61-fb6b-4ef7-b07a-6fd720f5886b	1555956522	svc-api	login	devices	2.13.312	aa252c2d2f21167854d53491e3b652c2f7333e66
925d68f1-553d-4068-9be9-4eff05d919a3	1557640274	svc-api	login	identity_documents	4.7.221	08ff802fa2df7c09a58053febb63ff0ad4e3d9f8
e86a2f72-ea68-4819-b779-dfd330def692	1552417624	svc-etl	export	customers	2.27.321	e711334884f91017ec43a9bc38391965470a538d
9dfc2b46-c324-4e4e-9297-c86552b9a654	1614540444	svc-etl	update	orders	3.18.38	f4f15659537b7227ea181b7cf79fc8715199a6bd
\.


--
-- Data for Name: customers; Type: TABLE DATA; Schema: crm; Owner: northwind
--

COPY crm.customers (customer_id, first_name, middle_initial, last_name, dob, ssn, email, phone, street, city, state, zip, customer_since, credit_class) FROM stdin;
1041	Emily	S	Gomez	1986-01-07	723-97-6249	emily86@comcast.net	615-797-2465	9791 Magnolia Pl Unit 43	Nashville	TN	37251	2013-08-28 09:37:00	C
1042	Jamal	R	Mitchell	1991-08-12	725-06-2296	jamal.mitchell@outlook.com	212-458-0171	8415 Meadow Rd	New York	NY	10099	2015-09-27 16:46:00	C
1043	Andrea	\N	Hunter	1957-02-09	668-85-7261	andrea57793@icloud.com	412-812-6072	4255 Pine Pl Unit 29	Pittsburgh	PA	15247	2017-08-01 06:35:00	B
1044	Julie	J	Tran	1970-08-07	391-42-0246	julie.tran@gmail.com	414-312-6876	5394 Ridge Pl	Milwaukee	WI	53208	2019-05-10 20:35:00	A
1045	Keisha	N	Perkins	1954-12-31	314-80-5539	keisha_perkins865@att.net	323-662-5970	5481 Willow St Unit 73	Los Angeles	CA	90033	2018-08-12 22:24:00	A
1046	Carlos	F	Martinez	1975-02-17	779-68-1488	carlos.martinez@yahoo.com	216-498-5189	7746 Cedar Blvd	Cleveland	OH	44144	2012-07-30 07:20:00	D
1047	Gloria	V	Evans	1959-02-12	755-73-0597	evansg541@icloud.com	917-677-6888	7134 Church Ln	New York	NY	10098	2019-10-08 12:23:00	C
1048	Justin	J	Wilson	1966-09-24	605-51-3547	jwilson17273@att.net	303-846-4471	1043 Poplar Ln	Denver	CO	80244	2019-09-12 08:59:00	B
1049	Linda	H	Stevens	1989-08-21	\N	lstevens53@att.net	815-903-0447	4788 Willow Dr	Rockford	IL	61126	2012-10-15 13:07:00	C
1050	Sean	W	Tran	1947-08-20	301-17-0017	trans@icloud.com	916-451-9347	1165 Washington Ter Apt 21D	Sacramento	CA	95816	2018-05-13 15:54:00	B
1051	Frank	C	Contreras	1962-06-10	143-28-9366	frank62@gmail.com	602-518-7980	4285 Liberty Ln	Phoenix	AZ	85046	2017-05-21 02:50:00	B
1052	Linda	B	Parker	1945-10-02	671-45-0566	linda_parker@outlook.com	614-736-9262	7286 Oak Ave Apt 28D	Columbus	OH	43202	2019-03-12 23:18:00	A
1053	William	N	Jones	1940-09-28	897-68-8664	william_jones@icloud.com	217-314-5093	9316 Monroe Ter Apt 15C	Springfield	IL	62761	2015-06-22 22:48:00	C
1054	Tyler	M	White	1950-02-27	371-74-0080	tyler_white@outlook.com	217-773-7247	3173 Juniper Way Unit 19	Springfield	IL	62784	2014-05-23 22:09:00	D
1055	Angela	E	Mitchell	1984-12-29	697-62-5380	angela_mitchell362@yahoo.com	786-458-4337	3291 Maple St	Miami	FL	33115	2016-02-02 10:58:00	C
1056	DeShawn	D	Brooks	2002-08-21	730-04-2960	deshawn.brooks@outlook.com	414-300-5677	6381 Oak Dr Unit 290	Milwaukee	WI	53271	2012-01-16 06:21:00	D
1057	Debra	F	Jones	1938-04-08	489-59-5651	debra_jones@icloud.com	617-925-9164	5753 Locust St Unit 67	Boston	MA	02115	2021-02-07 22:54:00	B
1058	Lisa	A	Gutierrez	1966-04-23	539-18-9995	lgutierrez75981@att.net	512-616-8233	5932 Church Rd Apt 2C	Austin	TX	78746	2015-02-04 09:23:00	D
1059	Samuel	\N	Bradley	1951-01-12	043-55-1199	samuel.bradley@icloud.com	912-462-5467	8655 Juniper Dr	Savannah	GA	31450	2020-08-18 12:56:00	D
1060	Robert	N	Garcia	1968-12-30	222-75-6067	robert_garcia816@outlook.com	704-568-5913	1065 Franklin Dr	Charlotte	NC	28292	2019-02-11 13:34:00	A
1061	Samuel	V	Miller	2001-08-22	219-55-3533	samuel01@hotmail.com	206-807-4123	8934 Church Ter Unit 85	Seattle	WA	98128	2018-02-23 12:58:00	D
1062	Brenda	V	Okafor	1945-03-28	695-08-0422	brenda45986@yahoo.com	215-448-0278	5233 Highland Ave	Philadelphia	PA	19153	2018-01-10 00:51:00	D
1063	Juan	M	Simmons	1969-08-19	331-36-1950	juan69@att.net	212-331-7142	3524 Washington Ln	New York	NY	10099	2014-07-01 05:09:00	D
1064	Steven	D	Salazar	1975-03-25	\N	steven.salazar@comcast.net	407-759-6974	2102 Hickory Dr Unit 22	Orlando	FL	32825	2019-04-04 11:34:00	B
1065	Terry	J	Harris	1979-11-30	057-69-4913	terry_harris@yahoo.com	773-207-1576	1013 Cedar St	Chicago	IL	60625	2020-07-04 18:47:00	D
1066	Carol	M	Sandoval	1953-07-11	611-89-7037	csandoval96@yahoo.com	912-691-3763	6449 Liberty Ave	Savannah	GA	31443	2017-02-06 19:04:00	D
1067	Emily	V	Haddad	1938-03-19	403-70-3776	haddade@icloud.com	347-258-8459	7521 Washington Rd	Brooklyn	NY	11220	2013-09-29 03:51:00	B
1068	Michael	R	Castillo	1979-06-12	135-11-8790	mcastillo79@gmail.com	602-315-1115	4577 Sunset Blvd	Phoenix	AZ	85094	2020-02-12 11:00:00	C
1069	Jeremy	G	Woods	1942-12-20	\N	woodsj@att.net	786-590-6110	1380 Forest Way	Miami	FL	33189	2021-01-12 14:54:00	D
1070	Patrick	S	Evans	2001-03-30	328-42-1418	patrick_evans@hotmail.com	206-890-3273	3232 Jefferson Ter	Seattle	WA	98113	2019-11-06 19:25:00	B
1071	Ethan	S	Lee	1963-11-23	033-01-3402	ethan_lee673@hotmail.com	313-885-8051	3208 Sycamore Ct Apt 1D	Detroit	MI	48210	2017-02-12 00:46:00	C
1072	Ana	\N	Johnson	1944-02-01	074-71-4356	ana44189@outlook.com	212-891-8171	2055 Cedar St Apt 7B	New York	NY	10095	2014-10-17 10:50:00	D
1073	Emma	J	Sullivan	1959-10-22	408-49-8509	esullivan90@gmail.com	815-412-6427	2574 Locust Blvd	Rockford	IL	61198	2017-01-07 04:48:00	D
1074	Zachary	T	Wilson	1963-07-20	118-48-3169	zwilson95507@comcast.net	617-781-6051	7202 Hill Dr	Boston	MA	02170	2020-03-24 17:54:00	A
1075	Jamal	D	Kowalski	1956-09-02	886-37-7568	jamal.kowalski@aol.com	678-608-7762	7292 Poplar Ter Unit 119	Atlanta	GA	30391	2018-02-13 03:39:00	A
1076	Nathan	R	Lee	1972-01-29	\N	nathan.lee82@comcast.net	216-979-9848	7658 Harrison Ct	Cleveland	OH	44121	2013-01-01 20:05:00	D
1077	Andrew	S	Jackson	1992-04-25	879-69-8603	andrew92@att.net	313-551-0060	2565 Monroe Ln	Detroit	MI	48272	2018-06-05 17:10:00	C
1078	Noah	W	Cook	1962-06-25	499-16-3774	noah_cook@gmail.com	347-612-0753	6315 Maple Rd	Brooklyn	NY	11252	2020-06-25 04:23:00	A
1079	Lauren	D	Snyder	1980-10-13	149-74-5601	lauren.snyder@att.net	313-757-7895	4300 Sycamore Ter	Detroit	MI	48278	2012-12-26 18:35:00	C
1080	Keisha	P	Kim	1962-08-23	552-83-0111	kkim48@icloud.com	312-304-8756	132 Forest Blvd	Chicago	IL	60612	2014-08-01 08:20:00	A
1081	Henry	\N	Rodriguez	1990-08-05	\N	henry_rodriguez@yahoo.com	407-764-3358	6563 Lincoln Pl	Orlando	FL	32892	2013-11-25 18:48:00	A
1082	Angela	S	Scott	1967-04-16	\N	angela67@att.net	305-545-6452	6008 Highland Dr	Miami	FL	33139	2013-05-07 05:40:00	A
1083	Patricia	L	Davis	2000-11-10	010-53-5162	patricia00157@aol.com	407-619-4878	6054 Jefferson Blvd	Orlando	FL	32841	2013-03-03 07:07:00	D
1084	Evelyn	G	Brooks	1971-05-02	473-26-2473	evelyn_brooks200@att.net	614-871-4024	3561 Ridge Blvd	Columbus	OH	43238	2019-01-20 23:09:00	D
1085	Diane	F	Kim	1974-06-21	\N	kimd@yahoo.com	407-688-4226	3579 Dogwood St	Orlando	FL	32896	2020-09-05 14:03:00	A
1086	Katherine	A	Mitchell	1941-10-19	331-33-6339	katherine.mitchell@yahoo.com	312-646-5985	7331 Liberty Ln Unit 66	Chicago	IL	60696	2012-09-26 05:05:00	D
1087	Barbara	G	Harrison	1947-09-26	603-89-9026	harrisonb@icloud.com	617-273-2611	9525 Main Rd	Boston	MA	02158	2017-04-20 06:32:00	A
1088	Alexander	N	Moore	1961-08-29	169-53-6679	alexander61@comcast.net	323-350-3348	5970 River Rd Unit 5	Los Angeles	CA	90005	2018-05-03 08:46:00	A
1089	Maria	C	Harris	1956-08-23	635-02-2829	maria.harris@icloud.com	720-533-8886	5617 Meadow Ln	Denver	CO	80254	2018-10-11 20:22:00	B
1090	Donald	M	Kelley	1942-06-02	231-52-1777	dkelley47@gmail.com	404-524-2316	5452 Walnut St	Atlanta	GA	30351	2019-06-21 22:00:00	D
1091	Janet	B	Stewart	1966-10-10	202-99-4619	stewartj100@outlook.com	704-692-5830	6274 Maple Way	Charlotte	NC	28248	2019-06-25 13:20:00	B
1092	Olivia	E	Hernandez	1976-07-26	105-28-1484	olivia.hernandez@aol.com	212-454-5378	5896 Poplar Blvd	New York	NY	10015	2015-09-22 07:33:00	C
1093	Ethan	K	Perez	1946-04-14	\N	eperez55652@gmail.com	414-597-3826	790 Birch Rd	Milwaukee	WI	53246	2015-12-04 07:29:00	B
1094	Stephanie	L	Hernandez	1975-12-31	898-68-7846	hernandezs@att.net	520-934-2882	2043 Park Ct	Tucson	AZ	85744	2019-07-17 05:56:00	C
1095	Frank	B	Martin	1957-05-17	642-84-2919	frank57@icloud.com	559-670-1874	7972 Hickory Ct Unit 158	Fresno	CA	93744	2015-09-19 12:42:00	C
1096	Samantha	\N	Wilson	1963-12-11	679-87-8072	samantha.wilson@icloud.com	815-468-4036	6621 Summit Rd	Rockford	IL	61182	2012-03-05 07:20:00	B
1097	Cynthia	T	Herrera	1989-12-07	586-48-3798	herrerac@yahoo.com	704-618-3418	140 Jackson Ln	Charlotte	NC	28275	2013-11-22 16:20:00	C
1098	Richard	H	Rice	1968-01-30	698-65-9343	rrice53322@gmail.com	412-965-7086	2573 Hill Blvd	Pittsburgh	PA	15205	2020-03-26 15:55:00	D
1099	Arthur	V	Parker	1946-07-06	271-46-7627	parkera@yahoo.com	407-581-2411	7619 Sunset Dr Unit 268	Orlando	FL	32879	2012-01-17 03:58:00	C
1100	Christian	M	Ramirez	1967-02-04	647-45-3410	christian.ramirez@hotmail.com	704-700-8711	3004 Hill Way	Charlotte	NC	28241	2018-04-20 14:47:00	B
1101	Adam	\N	Scott	1965-01-22	012-44-9498	adam.scott545@comcast.net	267-707-0887	20 Juniper Rd	Philadelphia	PA	19185	2013-07-05 05:42:00	A
1102	Ruth	S	Marshall	1958-12-05	263-65-4374	ruth58@gmail.com	617-940-0402	6534 Monroe Ln	Boston	MA	02127	2015-07-13 13:41:00	D
1103	Lisa	K	Perry	1942-12-24	522-97-4210	lisa_perry785@hotmail.com	267-939-8479	2682 Park St	Philadelphia	PA	19120	2019-11-12 19:04:00	D
1104	Edward	E	Martin	1943-06-07	589-79-8679	martine871@aol.com	919-655-5428	6468 Birch Rd	Raleigh	NC	27692	2017-11-21 10:17:00	A
1105	Jessica	W	Romero	1981-08-24	680-22-9762	romeroj@gmail.com	973-804-6254	2855 Chestnut Way	Newark	NJ	07199	2019-11-09 18:03:00	D
1106	Brian	E	Jimenez	1946-09-07	392-36-2894	brian46430@yahoo.com	832-835-7694	6076 Willow Blvd	Houston	TX	77071	2012-04-02 16:17:00	B
1107	Jamal	B	Rivera	1959-03-01	202-98-5169	jamal.rivera609@icloud.com	512-739-5107	8716 Hill Ave	Austin	TX	78727	2016-08-15 15:55:00	C
1108	Raymond	T	Perez	1971-04-10	886-94-5078	perezr@icloud.com	786-831-8969	2979 Jefferson St Unit 159	Miami	FL	33194	2019-05-17 09:04:00	B
1109	Ana	B	Lopez	1962-01-23	459-54-4836	ana.lopez@outlook.com	313-785-2734	3624 Magnolia St	Detroit	MI	48277	2013-09-17 23:17:00	D
1110	Benjamin	H	Cooper	1956-06-19	272-79-3732	bcooper13@outlook.com	619-985-7955	2189 Elm St	San Diego	CA	92148	2019-10-04 19:04:00	D
1111	Dennis	A	Walker	1957-10-07	732-32-8894	walkerd@outlook.com	718-498-6335	38 Prospect Dr	Brooklyn	NY	11277	2019-06-15 01:20:00	B
1112	Lauren	T	Johnson	1970-09-23	117-52-6950	johnsonl@yahoo.com	412-380-5888	8131 Locust St	Pittsburgh	PA	15215	2012-02-25 13:26:00	D
1113	Noah	J	Dunn	1949-04-01	295-56-0521	noah_dunn968@gmail.com	815-267-1694	2963 Poplar Way Unit 122	Rockford	IL	61165	2019-10-23 08:50:00	A
1114	Patricia	N	Clark	2000-09-11	142-34-8415	pclark49@outlook.com	912-600-4724	1973 Riverside Way Unit 89	Savannah	GA	31419	2016-06-09 01:48:00	B
1115	Cheryl	\N	Nguyen	1966-02-19	477-19-7431	cheryl_nguyen@yahoo.com	716-787-2884	4321 Sycamore Way Unit 90	Buffalo	NY	14293	2021-01-10 20:33:00	A
1116	Robert	E	Alvarez	1968-11-09	597-36-2638	robert.alvarez178@att.net	619-939-6890	9627 Meadow Ter	San Diego	CA	92171	2017-02-25 16:14:00	B
1117	Ethan	N	Walker	1973-11-14	873-15-4593	ethan73@outlook.com	347-873-0159	1649 Hill Blvd Apt 11D	Brooklyn	NY	11215	2018-07-07 21:26:00	D
1118	Nicholas	F	Price	1975-12-28	279-34-3114	nicholas.price@outlook.com	678-222-1857	9122 Lincoln Rd	Atlanta	GA	30395	2014-01-14 06:35:00	A
1119	George	J	Kennedy	1951-05-26	865-87-1651	george_kennedy@outlook.com	509-432-7077	1237 Summit Ter Apt 9A	Spokane	WA	99255	2012-09-29 01:15:00	C
1120	Steven	K	Harris	1991-11-27	557-60-3891	steven_harris850@icloud.com	786-345-8703	7143 Oak Blvd Apt 10A	Miami	FL	33118	2018-11-20 23:04:00	C
1121	Arthur	A	Morales	1996-02-24	475-81-1269	moralesa@yahoo.com	973-886-6043	7415 Ridge Blvd Apt 21B	Newark	NJ	07168	2016-06-29 17:25:00	C
1122	Sharon	J	Moore	1966-12-17	609-68-5094	smoore9@gmail.com	678-932-2711	8017 Franklin Dr Unit 218	Atlanta	GA	30368	2018-10-24 08:48:00	D
1123	Catherine	J	Edwards	1978-04-11	005-70-8736	edwardsc705@gmail.com	904-441-6389	3751 Meadow Ter Unit 121	Jacksonville	FL	32212	2012-11-04 13:16:00	C
1124	Jacqueline	G	Rodriguez	1990-06-22	305-52-8753	jacqueline_rodriguez202@yahoo.com	619-785-2149	3261 Summit Pl Apt 33C	San Diego	CA	92171	2015-03-06 18:58:00	B
1125	Deborah	D	Haddad	1945-03-10	427-53-1644	deborah.haddad688@outlook.com	206-302-2861	7666 Elm Ter Apt 7D	Seattle	WA	98163	2013-11-29 15:45:00	D
1126	Kenneth	L	Hill	1991-08-27	535-55-5326	kenneth_hill@aol.com	407-261-5819	9640 Franklin Ave	Orlando	FL	32817	2021-05-13 11:19:00	A
1127	Rebecca	N	Weaver	1998-09-03	720-74-0816	rebecca.weaver@att.net	206-397-9025	990 Sunset Rd	Seattle	WA	98193	2017-11-23 07:17:00	D
1128	Jennifer	M	Kelley	1992-01-13	359-09-1009	jkelley82467@outlook.com	915-465-7229	4488 Willow Ave	El Paso	TX	79994	2013-10-17 08:43:00	B
1129	Dylan	C	Nelson	1942-02-06	513-66-5577	dnelson72@outlook.com	412-936-8799	2236 Cedar Ave	Pittsburgh	PA	15280	2016-05-21 06:01:00	C
1130	Justin	W	Smith	1999-05-03	708-21-4971	justin.smith174@gmail.com	323-286-4436	1440 Hill Ter	Los Angeles	CA	90046	2016-05-10 02:31:00	B
1131	Benjamin	B	Miller	1954-05-27	896-29-7371	millerb247@aol.com	786-991-6255	7327 Riverside St Apt 34D	Miami	FL	33162	2015-10-01 01:25:00	B
1132	Cynthia	\N	Peterson	1979-03-26	\N	cynthia79@yahoo.com	559-654-4447	688 Chestnut Pl Unit 140	Fresno	CA	93721	2016-07-03 20:25:00	D
1133	Ruth	J	Ray	1950-07-01	410-01-9207	rayr131@att.net	214-270-2654	5187 Monroe Blvd	Dallas	TX	75243	2015-02-08 10:09:00	D
1134	Martha	P	Ramirez	1982-07-24	684-15-2396	martha82@icloud.com	347-313-0693	2558 Dogwood Ct Unit 67	Brooklyn	NY	11279	2017-11-30 02:18:00	A
1135	Anna	A	Mitchell	1961-10-05	760-90-6328	anna.mitchell@aol.com	206-885-4725	8250 Park Rd	Seattle	WA	98130	2014-08-22 00:25:00	B
1136	Nathan	M	Williams	2001-06-26	520-85-9646	nathan_williams@outlook.com	412-783-2070	9100 Hill Ter	Pittsburgh	PA	15288	2020-02-21 07:32:00	C
1137	Paul	E	Fisher	2001-10-24	641-05-7635	pfisher89@att.net	973-861-6888	814 Willow Rd	Newark	NJ	07135	2012-01-08 07:36:00	C
1138	Douglas	N	Graham	1968-03-30	509-36-4436	douglas_graham@comcast.net	713-618-9664	2133 Cedar Blvd	Houston	TX	77015	2012-09-14 06:22:00	B
1139	Linda	J	Flores	1975-02-08	509-95-5681	linda75@yahoo.com	313-659-8024	9997 Poplar Ct	Detroit	MI	48252	2013-11-22 08:16:00	C
1140	Janet	C	Fisher	1946-09-02	857-96-3264	janet46@comcast.net	305-674-5014	50 Summit Ln	Miami	FL	33118	2013-04-10 11:37:00	D
1141	Brenda	\N	Kim	1990-11-14	261-59-9880	bkim3819@gmail.com	615-983-9013	7200 Cedar Pl	Nashville	TN	37203	2018-07-08 23:10:00	D
1142	Sean	V	Phillips	1938-11-25	681-25-9490	sean38146@att.net	713-531-1998	8556 Birch Rd	Houston	TX	77003	2014-06-13 16:54:00	A
1143	Richard	V	Johnson	1972-05-08	340-58-5232	richard_johnson@att.net	313-209-2497	1082 Main Blvd Unit 161	Detroit	MI	48210	2020-11-05 17:40:00	A
1144	Dennis	L	Mitchell	1966-10-19	738-58-0945	dennis66@outlook.com	912-616-5790	4762 Church Ln	Savannah	GA	31479	2015-11-12 20:37:00	A
1145	Deborah	M	Kim	1939-11-16	810-23-6858	deborah_kim16@aol.com	404-793-0973	2216 Oak Ter	Atlanta	GA	30301	2021-02-24 22:30:00	B
1146	Ronald	B	Turner	1999-09-16	676-26-8709	rturner87707@outlook.com	407-288-0763	3466 Prospect St Apt 5A	Orlando	FL	32870	2021-03-10 17:42:00	A
1147	Adam	C	Morris	1979-12-07	719-98-5811	amorris68@outlook.com	904-501-6649	6780 Forest Ave Unit 84	Jacksonville	FL	32251	2017-02-09 13:36:00	A
1148	William	H	Lewis	1953-03-18	049-21-6197	william_lewis@comcast.net	559-206-4291	5702 Maple Dr	Fresno	CA	93757	2020-09-30 21:03:00	D
1149	Sean	N	Richards	1953-05-19	866-25-4952	sean_richards@comcast.net	217-617-0116	9476 Summit Ct Apt 16C	Springfield	IL	62751	2012-07-26 18:57:00	B
1150	Dylan	F	Clark	1961-09-25	155-48-5388	dylan_clark@att.net	916-997-5250	1222 Walnut Way	Sacramento	CA	95817	2014-05-09 09:21:00	D
1151	Carolyn	W	Jones	1988-05-16	768-19-5126	carolyn_jones79@gmail.com	559-622-9289	5042 Summit Way Apt 9C	Fresno	CA	93714	2013-11-10 10:25:00	B
1152	Judith	T	Miller	1973-12-05	037-26-1114	judith73@comcast.net	412-205-0473	6393 Juniper St	Pittsburgh	PA	15290	2015-08-24 00:00:00	C
1153	Jamal	W	Alvarez	1981-04-15	715-13-6737	alvarezj@icloud.com	312-613-1687	1905 Hill Ave Unit 124	Chicago	IL	60658	2019-07-02 11:44:00	B
1154	Emma	R	Davis	2000-06-26	227-66-6265	emma00@gmail.com	615-868-9070	7845 Pine Ave	Nashville	TN	37204	2019-06-21 13:38:00	A
1155	Kevin	V	Anderson	1959-07-09	\N	andersonk@hotmail.com	216-467-2404	8753 Jackson Pl	Cleveland	OH	44181	2012-05-02 14:13:00	C
1156	Lisa	G	Garcia	1995-08-15	828-04-1499	lgarcia67@hotmail.com	559-360-4996	9666 Summit Ave	Fresno	CA	93757	2017-09-20 07:53:00	A
1157	Christine	V	Gutierrez	1980-03-06	188-92-3548	cgutierrez3255@icloud.com	813-580-0042	1650 Sunset Way Unit 199	Tampa	FL	33693	2016-07-08 17:26:00	A
1158	Kelly	P	Davis	1941-05-27	117-72-8563	davisk@att.net	912-716-7968	9687 Walnut Dr Apt 38D	Savannah	GA	31417	2020-06-27 05:19:00	D
1159	Brian	T	Lewis	1990-07-15	848-66-5013	blewis8@gmail.com	216-601-5289	3336 Locust St Unit 35	Cleveland	OH	44138	2020-07-30 01:21:00	B
1160	Sandra	N	Lewis	1998-10-21	305-88-2304	sandra_lewis521@comcast.net	915-270-7688	83 Chestnut Pl	El Paso	TX	79929	2014-07-01 10:57:00	A
1161	Janice	P	Gordon	1961-04-27	\N	jgordon45820@gmail.com	904-366-1682	5658 Monroe Pl	Jacksonville	FL	32253	2015-07-06 16:49:00	D
1162	Virginia	C	Nguyen	1955-03-27	561-22-6190	virginia55854@aol.com	217-425-4468	9597 Jefferson Way Apt 29D	Springfield	IL	62726	2019-07-25 13:21:00	D
1163	Sarah	A	Roberts	1942-12-31	\N	sroberts32@att.net	520-367-4098	4047 Meadow Blvd	Tucson	AZ	85795	2014-05-26 10:11:00	B
1164	Nathan	K	Nichols	1981-10-01	206-85-3839	nathan81@hotmail.com	904-325-6758	9179 Jefferson Ter	Jacksonville	FL	32208	2019-02-05 19:50:00	B
1165	Betty	M	Powell	1993-12-21	489-78-1289	betty_powell@hotmail.com	347-522-9652	6761 Sycamore Pl	Brooklyn	NY	11246	2014-06-06 06:54:00	A
1166	DeShawn	H	Bennett	1972-05-17	307-68-4807	deshawn_bennett@att.net	615-689-8380	4210 Elm Ave	Nashville	TN	37223	2014-09-17 00:31:00	A
1167	Christian	V	Peterson	1958-11-07	010-17-4938	petersonc@outlook.com	217-446-2805	4777 Monroe Ct	Springfield	IL	62732	2014-12-03 21:41:00	C
1168	Andrea	F	Campbell	1975-07-01	058-86-4452	andrea_campbell703@hotmail.com	217-804-7688	4324 Main Rd Apt 6B	Springfield	IL	62734	2016-06-20 16:01:00	D
1169	Jessica	M	Ramirez	1991-06-18	028-10-8828	ramirezj@gmail.com	313-365-2789	77 Juniper Way Unit 60	Detroit	MI	48260	2012-06-10 13:11:00	C
1170	Linda	A	Edwards	1962-12-03	050-46-8282	linda.edwards@hotmail.com	509-224-3596	2857 Lincoln Way	Spokane	WA	99261	2018-01-24 23:46:00	A
1171	Pamela	F	Garcia	1960-11-10	267-11-8002	pamela.garcia@gmail.com	916-405-9257	9921 Poplar Rd	Sacramento	CA	95839	2017-08-03 04:05:00	A
1172	Guadalupe	K	Nichols	1943-11-07	815-73-2572	guadalupe_nichols@comcast.net	520-608-3106	1011 Madison Blvd	Tucson	AZ	85705	2013-02-15 08:32:00	B
1173	Brenda	P	Howard	1942-05-07	276-14-4427	bhoward85406@aol.com	213-268-9363	7154 Cedar Rd	Los Angeles	CA	90065	2021-01-12 08:06:00	B
1174	Anthony	N	Carter	1975-07-01	474-10-6820	acarter50@aol.com	414-758-9887	6898 Hill St	Milwaukee	WI	53298	2019-07-11 18:02:00	B
1175	Sandra	B	Davis	1983-10-30	050-59-1561	sdavis56221@att.net	718-359-9943	2064 Maple Pl	Brooklyn	NY	11293	2013-04-12 19:44:00	C
1176	Melissa	G	Mason	1962-07-12	281-43-9327	melissa.mason@aol.com	215-948-1345	4414 Hickory Blvd	Philadelphia	PA	19198	2017-08-03 18:28:00	C
1177	Samuel	B	Peters	1977-10-12	768-03-5821	speters59@comcast.net	559-599-0357	9253 Harrison Pl	Fresno	CA	93746	2015-02-17 02:53:00	C
1178	Kimberly	L	Turner	2000-04-26	030-16-2316	kimberly_turner406@outlook.com	520-992-2172	7944 Maple Ave	Tucson	AZ	85771	2015-10-30 16:08:00	B
1179	Nicholas	B	Thompson	1938-06-02	585-30-5798	nicholas.thompson342@gmail.com	267-449-4738	8831 Spring Ave	Philadelphia	PA	19157	2018-10-22 10:15:00	B
1180	Jeremy	F	Morales	1972-09-03	527-23-1189	jeremy72@outlook.com	813-659-9359	4580 Lake Blvd Unit 220	Tampa	FL	33654	2019-08-18 18:31:00	A
1181	Frank	V	Reyes	1987-10-26	\N	frank.reyes@hotmail.com	916-963-0736	5781 Harrison St	Sacramento	CA	95865	2012-07-16 19:19:00	D
1182	Daniel	S	Taylor	1950-11-17	687-42-2954	daniel_taylor317@hotmail.com	414-987-8979	9998 Spring Rd	Milwaukee	WI	53292	2018-04-26 21:09:00	A
1183	Christian	K	Cook	1941-08-30	740-41-9329	christian41739@icloud.com	713-357-2675	3236 Summit Way	Houston	TX	77055	2013-01-06 01:16:00	C
1184	Jessica	K	Richards	1963-03-20	233-12-9015	jessica63@yahoo.com	407-414-5846	1215 Lake Ave Unit 197	Orlando	FL	32829	2019-08-17 16:55:00	C
1185	Emma	G	Gordon	1945-01-26	026-17-5336	emma45@comcast.net	617-900-8185	6305 Riverside St Unit 190	Boston	MA	02165	2013-11-11 15:31:00	A
1186	Adam	N	Wood	1944-10-23	692-03-2782	adam_wood@outlook.com	904-437-0652	7988 Liberty Blvd	Jacksonville	FL	32210	2018-05-17 11:30:00	A
1187	Kenneth	C	Thompson	1974-12-23	660-86-0886	kenneth.thompson@outlook.com	904-275-7456	1689 Elm Pl Apt 35B	Jacksonville	FL	32216	2012-06-09 12:12:00	A
1188	Janice	L	Johnson	1998-07-03	010-64-0088	janice.johnson@hotmail.com	973-541-9664	8274 Madison Ter	Newark	NJ	07176	2018-12-06 12:09:00	D
1189	Sean	V	Miller	1948-07-19	006-77-1901	millers@aol.com	915-636-7246	4019 Ridge Ln	El Paso	TX	79981	2013-12-23 03:05:00	C
1190	Betty	B	Carter	1982-09-25	259-44-1154	betty82@icloud.com	704-490-2477	1220 Prospect Pl Apt 33A	Charlotte	NC	28215	2014-06-21 01:41:00	C
1191	Jeffrey	K	Roberts	1956-01-07	728-84-8751	robertsj509@att.net	614-238-9843	583 Sycamore Way	Columbus	OH	43279	2013-02-10 21:26:00	A
1192	Anna	F	Matthews	1954-03-20	252-53-6186	amatthews85@outlook.com	614-224-0190	4887 Elm Way	Columbus	OH	43273	2015-03-21 10:46:00	C
1193	Rachel	S	Salazar	1985-02-25	329-98-8353	rachel.salazar@gmail.com	815-553-9298	38 Ridge Way Apt 19B	Rockford	IL	61126	2018-03-23 15:54:00	A
1194	Ryan	L	Sanchez	2001-02-02	413-74-3175	sanchezr@hotmail.com	214-550-1441	5802 Summit Blvd Apt 20C	Dallas	TX	75220	2018-08-18 03:30:00	B
1195	Melissa	M	Jackson	1967-07-06	287-55-4689	melissa.jackson@gmail.com	919-718-7621	7052 Ridge St	Raleigh	NC	27629	2019-04-18 04:10:00	A
1196	Robert	D	Wilson	1999-10-29	580-98-6042	rwilson70@hotmail.com	912-333-8819	1162 River Blvd	Savannah	GA	31468	2016-01-04 01:19:00	B
1197	Terry	R	Herrera	1963-06-07	193-89-1781	terry_herrera@aol.com	617-924-4397	4880 Willow Pl	Boston	MA	02105	2018-05-15 02:18:00	C
1198	Alexander	T	Garcia	1960-12-09	480-69-3516	alexander.garcia210@gmail.com	614-834-8713	429 River Dr	Columbus	OH	43256	2014-07-02 11:14:00	C
1199	Christopher	M	Harrison	1978-07-12	839-97-5215	christopher.harrison804@outlook.com	404-651-5150	3535 Meadow Ln	Atlanta	GA	30385	2016-08-23 18:17:00	D
1200	Melissa	E	Nelson	1971-09-08	858-14-0758	mnelson63@comcast.net	407-949-6888	7551 Cedar Pl Apt 32C	Orlando	FL	32838	2018-01-11 09:53:00	B
1201	Miguel	A	Perry	1950-03-15	662-37-6074	miguel50@outlook.com	215-686-7768	4722 Jefferson St	Philadelphia	PA	19108	2015-01-14 23:33:00	A
1202	Evelyn	E	Lewis	1939-05-13	367-24-1270	evelyn.lewis857@icloud.com	678-754-9437	3665 Sycamore Ter Apt 10A	Atlanta	GA	30351	2019-11-13 05:43:00	A
1203	Dylan	P	Harris	1978-07-14	093-32-4275	dylan78@outlook.com	520-681-9369	2359 Spring Blvd	Tucson	AZ	85731	2012-10-12 21:26:00	C
1204	Lisa	F	Gutierrez	1999-11-20	244-17-8088	lisa.gutierrez@icloud.com	973-888-0665	6563 Ridge Pl	Newark	NJ	07172	2015-09-30 22:53:00	D
1205	Guadalupe	L	Clark	1963-07-30	236-65-3203	gclark86@att.net	303-590-4878	9700 Harrison St Unit 169	Denver	CO	80268	2019-06-15 10:25:00	B
1206	William	J	Ward	1950-04-26	130-83-5402	wardw@hotmail.com	912-477-3898	8110 Pine Blvd Unit 139	Savannah	GA	31480	2012-08-19 23:28:00	C
1207	Miguel	P	Wright	1971-09-04	\N	mwright4@gmail.com	813-289-8357	3652 Locust Ln Unit 9	Tampa	FL	33659	2014-01-16 13:42:00	B
1208	Emily	B	Thompson	1970-08-16	652-19-0171	ethompson68657@gmail.com	912-354-9826	8011 Maple Ave	Savannah	GA	31471	2020-03-08 13:22:00	A
1209	Anthony	B	Rivera	1962-09-11	\N	anthony_rivera@yahoo.com	206-940-4559	6914 Poplar Ln Apt 40B	Seattle	WA	98142	2020-05-13 12:56:00	A
1210	Linda	D	Morgan	1959-08-02	783-16-8714	linda_morgan505@icloud.com	713-887-2751	7902 Meadow Rd Unit 14	Houston	TX	77096	2013-10-31 23:18:00	A
1211	Megan	F	Cooper	1968-09-27	565-22-1450	mcooper30205@icloud.com	813-552-2917	9461 Monroe Pl	Tampa	FL	33637	2020-12-11 01:08:00	B
1212	Mei	H	Jones	1987-07-14	491-99-9249	mei_jones@aol.com	305-690-2546	476 Spring Blvd	Miami	FL	33192	2019-10-17 10:04:00	C
1213	Henry	D	Wilson	2002-05-23	501-67-8289	hwilson5888@gmail.com	973-871-4086	950 Madison Pl	Newark	NJ	07121	2014-09-25 03:43:00	B
1214	Nicholas	C	Price	1982-12-13	077-30-7576	nicholas_price@aol.com	509-294-4007	3392 Madison Rd	Spokane	WA	99231	2018-05-13 13:45:00	A
1215	Dennis	R	Stewart	1942-10-30	263-13-7818	dstewart96@icloud.com	512-742-1577	8647 Hill St	Austin	TX	78761	2016-05-17 20:08:00	B
1216	Karen	\N	Clark	1945-03-15	705-84-4184	karen_clark@comcast.net	614-799-4092	5380 Jackson Way	Columbus	OH	43275	2014-05-06 23:42:00	C
1217	Austin	P	Mendoza	1971-03-16	718-07-6732	austin_mendoza899@att.net	915-699-6463	3851 Sycamore Rd Unit 237	El Paso	TX	79985	2013-11-08 10:52:00	C
1218	Jacob	T	Gonzalez	1991-03-06	078-74-9505	gonzalezj@att.net	407-828-4586	6991 Juniper Ln	Orlando	FL	32888	2016-12-06 07:28:00	A
1219	Virginia	K	Alexander	1984-09-02	487-74-1219	virginia84@yahoo.com	815-307-3618	41 Harrison Ln Unit 61	Rockford	IL	61172	2019-08-11 14:58:00	C
1220	Karen	T	Moore	1972-02-29	792-63-1624	moorek@yahoo.com	617-568-9271	4386 Cedar Ln Apt 2A	Boston	MA	02127	2017-07-26 02:48:00	A
1221	Patrick	\N	Davis	1968-03-04	193-48-1951	patrick68@hotmail.com	716-510-7543	3110 Liberty Ln	Buffalo	NY	14216	2018-08-23 03:11:00	C
1222	Dylan	\N	Lopez	1950-07-23	201-36-4044	dylan50930@comcast.net	615-635-5485	6023 Church Dr	Nashville	TN	37257	2018-01-14 02:26:00	D
1223	Henry	R	Morris	1943-08-30	510-20-9979	hmorris8738@comcast.net	704-577-9731	3202 Magnolia Ln	Charlotte	NC	28273	2018-10-03 18:18:00	C
1224	Susan	\N	Flores	1989-09-25	646-43-0633	susan.flores@comcast.net	559-852-0664	5593 Chestnut Blvd Unit 190	Fresno	CA	93798	2019-04-11 10:14:00	D
1225	Olivia	R	Ferguson	1985-10-23	880-58-7709	fergusono@att.net	512-999-4175	134 Liberty Ter Apt 23D	Austin	TX	78777	2015-02-09 00:06:00	A
1226	Douglas	J	Smith	1985-04-08	048-66-4316	dsmith64@hotmail.com	213-764-3712	3209 Juniper Blvd Unit 172	Los Angeles	CA	90081	2012-07-11 03:18:00	C
1227	Kyle	R	Snyder	1965-10-09	255-42-6607	kyle_snyder@hotmail.com	215-230-9934	8999 Pine Ter	Philadelphia	PA	19196	2014-02-03 05:30:00	B
1228	Omar	P	Walker	1940-08-01	449-81-1623	omar40@gmail.com	973-801-3652	633 Poplar Way Apt 38A	Newark	NJ	07164	2012-04-14 21:58:00	D
1229	Andrew	G	Lee	1998-01-08	025-32-5955	alee16@comcast.net	973-788-6197	6533 Park Ave	Newark	NJ	07142	2020-02-12 00:06:00	C
1230	Larry	S	Moore	1987-05-29	475-91-7726	moorel720@outlook.com	973-756-7503	9061 Riverside Rd	Newark	NJ	07126	2013-10-27 02:35:00	A
1231	Alexander	D	Murphy	2001-07-04	777-03-5569	amurphy19314@outlook.com	216-410-3645	4412 Ridge Ter	Cleveland	OH	44192	2017-02-08 01:09:00	C
1232	Betty	G	Hernandez	1962-08-19	278-56-3121	betty62@aol.com	212-795-7580	1479 Birch Ct	New York	NY	10054	2016-05-11 00:13:00	B
1233	Paul	F	Munoz	1954-04-25	572-02-6290	paul54702@comcast.net	813-368-2996	1779 Ridge Way Apt 30D	Tampa	FL	33612	2018-07-14 16:39:00	C
1234	Carol	W	Rodriguez	1999-03-26	240-66-4299	carol_rodriguez@aol.com	718-792-8599	3823 Monroe Pl Unit 88	Brooklyn	NY	11254	2012-04-21 21:48:00	C
1235	Benjamin	K	Scott	1954-05-19	588-89-5989	scottb213@outlook.com	303-537-2178	7053 Highland St	Denver	CO	80269	2020-11-24 15:53:00	B
1236	Catherine	N	Davis	1949-12-07	851-81-7856	cdavis49@aol.com	520-627-7941	163 Jefferson Rd	Tucson	AZ	85761	2014-08-06 22:18:00	B
1237	Evelyn	H	Burns	1991-08-26	\N	evelyn.burns542@att.net	614-892-5704	8209 Park Way	Columbus	OH	43241	2017-07-28 01:43:00	D
1238	Sandra	T	Martinez	1990-07-10	806-06-9744	sandra90@gmail.com	720-596-7945	4704 Madison Blvd	Denver	CO	80252	2015-08-10 22:08:00	D
1239	Amanda	M	Reed	1954-04-01	685-75-7921	amanda_reed@icloud.com	619-804-3050	3276 Main Blvd Unit 216	San Diego	CA	92158	2019-04-10 16:11:00	B
1240	Evelyn	S	Miller	1955-11-28	327-12-4734	evelyn55@outlook.com	919-214-6881	6042 Magnolia Ln	Raleigh	NC	27636	2019-10-07 03:32:00	A
1241	Christina	N	Smith	1958-04-05	365-73-0976	christina_smith971@comcast.net	704-512-5076	2012 Oak Pl	Charlotte	NC	28241	2020-08-16 21:14:00	B
1242	Jessica	B	Sandoval	1982-05-06	618-20-3645	jessica.sandoval@att.net	614-720-3565	6413 Hill Ave Unit 145	Columbus	OH	43208	2017-12-26 14:46:00	C
1243	Justin	G	Roberts	1983-05-06	319-49-9779	justin_roberts@icloud.com	904-705-2611	7909 Cedar Pl	Jacksonville	FL	32265	2019-05-17 21:20:00	A
1244	Walter	A	Brooks	1966-03-28	750-41-9105	walter_brooks191@gmail.com	206-879-7123	3981 Walnut Blvd	Seattle	WA	98150	2013-01-04 04:03:00	B
1245	Megan	J	Brown	1998-06-26	513-65-0194	brownm@yahoo.com	305-386-7905	5603 Oak Way	Miami	FL	33155	2013-05-05 16:12:00	B
1246	Michael	J	Smith	1955-03-30	157-08-1800	smithm157@hotmail.com	512-683-9459	627 Summit Pl Apt 3C	Austin	TX	78719	2017-08-17 18:56:00	A
1247	Guadalupe	A	Hernandez	1941-04-05	255-86-9634	ghernandez66@hotmail.com	512-795-7128	5924 Washington Blvd	Austin	TX	78763	2018-06-29 00:52:00	B
1248	Amy	E	Silva	1966-02-07	832-59-3849	amy66@hotmail.com	303-249-3624	6744 Birch St	Denver	CO	80222	2014-10-10 23:29:00	B
1249	Amy	V	McDonald	1984-08-02	\N	amcdonald71@gmail.com	313-491-5110	4892 River Dr Apt 22C	Detroit	MI	48257	2015-02-10 23:36:00	B
1250	Catherine	N	Wilson	1938-08-31	145-39-3310	wilsonc@yahoo.com	213-916-6587	4506 Main Ct	Los Angeles	CA	90090	2021-06-07 20:29:00	B
1251	Janet	V	Rivera	1960-04-04	008-60-8432	janet.rivera@comcast.net	303-815-0166	2240 Jackson Way	Denver	CO	80250	2017-08-19 13:48:00	D
1252	Matthew	N	Anderson	1949-05-25	\N	andersonm800@outlook.com	704-466-5927	764 Lincoln Pl	Charlotte	NC	28217	2013-10-22 04:12:00	D
1253	Jamal	P	Williams	1967-04-08	861-16-3353	jwilliams33@outlook.com	512-222-3003	4026 Harrison Ct	Austin	TX	78761	2016-05-30 12:22:00	D
1254	Paul	H	Green	1951-05-04	653-21-7395	greenp@gmail.com	206-886-7691	8858 Harrison Ter	Seattle	WA	98117	2014-01-22 11:41:00	C
1255	Megan	W	Robinson	1987-05-27	173-38-0749	megan_robinson@hotmail.com	916-894-6664	8976 Ridge Ter	Sacramento	CA	95804	2013-11-21 02:13:00	C
1256	Daniel	A	Crawford	1966-04-27	210-66-7028	daniel.crawford@gmail.com	716-286-6039	5287 Franklin Blvd	Buffalo	NY	14281	2015-11-29 02:45:00	B
1257	Patricia	G	Johnson	1998-09-19	860-32-5493	johnsonp@att.net	407-326-3348	2904 Dogwood Ter	Orlando	FL	32832	2017-05-02 10:24:00	D
1258	Ana	\N	Jones	1958-11-05	509-62-5301	jonesa@hotmail.com	414-562-8146	272 Church Dr Unit 151	Milwaukee	WI	53205	2021-07-07 09:32:00	B
1259	Barbara	S	Barnes	1943-02-04	872-43-2788	barbara.barnes@att.net	347-684-9617	72 Washington Ln	Brooklyn	NY	11271	2012-03-13 18:17:00	A
1260	Evelyn	\N	Moore	1941-05-18	038-99-9873	evelyn41416@yahoo.com	917-491-5793	9425 Jackson Ter Apt 10C	New York	NY	10042	2018-07-16 08:10:00	B
1261	Diane	G	Webb	1972-07-19	532-59-7603	diane.webb@comcast.net	615-271-9464	4290 Birch Ave Apt 6C	Nashville	TN	37214	2019-12-29 04:39:00	B
1262	Emma	C	Lopez	1968-09-15	512-34-1652	emma_lopez@yahoo.com	815-490-6769	8337 Church Rd Apt 4A	Rockford	IL	61187	2014-11-21 19:32:00	C
1263	Joshua	N	Reyes	1971-05-07	447-03-7277	reyesj@gmail.com	512-497-3651	7697 Prospect Ct	Austin	TX	78705	2020-09-02 19:22:00	C
1264	Carlos	T	Castro	1964-10-28	274-52-0335	castroc@icloud.com	414-208-8635	1587 Monroe Way	Milwaukee	WI	53218	2016-04-27 02:40:00	A
1265	Brandon	T	Clark	1998-03-16	473-87-5950	brandon_clark@hotmail.com	323-367-0873	2935 Park Dr Unit 28	Los Angeles	CA	90043	2014-08-22 07:50:00	A
1266	Jacob	R	McDonald	1994-02-21	685-43-5799	mcdonaldj@icloud.com	916-270-7784	6034 Magnolia Blvd	Sacramento	CA	95883	2016-05-03 07:44:00	C
1267	Kyle	A	Armstrong	1986-08-11	893-44-1020	karmstrong9826@aol.com	206-295-3488	9690 Summit St	Seattle	WA	98119	2013-10-04 07:00:00	D
1268	Jacob	B	Brown	1984-05-14	091-20-9722	jacob_brown86@icloud.com	212-243-0244	425 Madison Rd	New York	NY	10014	2020-11-16 08:40:00	A
1269	Austin	A	Wilson	1990-01-28	004-43-5054	awilson12@gmail.com	602-888-4455	7361 Lincoln Blvd	Phoenix	AZ	85075	2021-01-16 02:36:00	A
1270	Andrew	S	Perez	1968-03-24	\N	aperez23924@yahoo.com	512-509-4734	8391 Sycamore Way	Austin	TX	78783	2017-05-11 09:29:00	A
1271	Debra	R	Nelson	1992-09-06	760-09-8361	debra.nelson@aol.com	619-522-5895	1141 Maple Pl	San Diego	CA	92113	2015-01-28 15:31:00	C
1272	Lisa	G	Lawrence	1949-07-21	687-50-6795	lisa_lawrence59@aol.com	520-751-1242	5478 Highland Ln	Tucson	AZ	85758	2015-09-15 22:12:00	D
1273	Wei	W	Simmons	1977-09-01	138-13-7044	wsimmons87@icloud.com	813-640-7673	7910 River Dr	Tampa	FL	33682	2017-11-29 02:25:00	D
1274	Hannah	D	Black	1965-10-30	620-45-8500	hblack50@comcast.net	509-940-2803	3989 Park Ct Apt 12A	Spokane	WA	99280	2019-06-22 14:40:00	A
1275	Edward	\N	Ross	1955-10-19	654-45-4920	eross16421@icloud.com	216-647-4695	8249 Magnolia Way	Cleveland	OH	44194	2018-11-08 13:57:00	C
1276	William	T	Brown	1958-01-15	344-79-4935	wbrown48@gmail.com	619-497-0294	7946 Oak Ln	San Diego	CA	92181	2018-02-02 18:25:00	B
1277	Eric	M	Castro	1963-03-05	449-72-5757	castroe@aol.com	915-705-8550	8977 Madison Dr Unit 221	El Paso	TX	79970	2017-08-14 10:56:00	C
1278	Elizabeth	S	Hoffman	1991-04-11	\N	ehoffman94@gmail.com	512-950-6157	9422 Park Pl Unit 55	Austin	TX	78763	2019-01-08 17:00:00	B
1279	Noah	W	Parker	1957-07-09	059-81-8860	parkern@aol.com	267-203-3880	6396 Juniper Blvd Unit 18	Philadelphia	PA	19168	2017-05-10 09:29:00	A
1280	Jason	S	Wilson	1962-01-09	587-46-2895	jason62@comcast.net	206-871-6901	703 Park Way Apt 21D	Seattle	WA	98127	2018-03-24 12:12:00	B
1281	Ronald	F	Jimenez	1966-10-07	607-61-4894	jimenezr297@comcast.net	619-598-1557	8246 Pine Rd	San Diego	CA	92174	2014-12-23 01:17:00	A
1282	Luis	B	Wright	2000-09-05	493-86-3171	luis.wright@aol.com	916-857-3508	3012 Pine Pl Apt 16A	Sacramento	CA	95869	2015-03-13 04:12:00	D
1283	Janet	J	Miller	1963-02-12	778-57-9501	millerj@hotmail.com	718-289-6513	8420 Poplar Rd Apt 14A	Brooklyn	NY	11299	2014-06-28 16:02:00	A
1284	Nathan	N	White	1939-11-01	464-73-1710	nwhite86@icloud.com	512-425-1856	3363 Washington Ter	Austin	TX	78751	2016-07-09 05:50:00	D
1285	Matthew	K	Alvarez	1966-07-09	055-11-1486	matthew66@gmail.com	206-489-4764	9521 Lake Dr Unit 171	Seattle	WA	98129	2018-07-19 04:44:00	D
1286	Nancy	V	Campbell	1974-04-30	253-06-9852	nancy_campbell@att.net	509-802-3459	2648 Harrison Dr Apt 40A	Spokane	WA	99236	2016-04-23 16:33:00	B
1287	Julie	A	Aguilar	1978-08-03	223-82-4293	jaguilar69934@icloud.com	919-744-4396	6423 Pine St Unit 251	Raleigh	NC	27687	2017-04-09 04:15:00	A
1288	Jeffrey	M	Cunningham	1990-01-17	204-42-2323	jeffrey90@comcast.net	815-444-3559	6737 Riverside Ter Unit 149	Rockford	IL	61113	2017-03-31 12:04:00	D
1289	Jason	E	Hall	1977-05-11	501-92-9413	jhall64@comcast.net	919-647-3217	7537 Willow Blvd Unit 174	Raleigh	NC	27649	2020-03-11 23:59:00	C
1290	Martha	W	Flores	1968-04-12	370-81-2033	mflores48@icloud.com	916-464-2394	9379 Elm Dr	Sacramento	CA	95861	2016-11-15 15:15:00	B
1291	Richard	W	Vargas	1968-11-06	531-93-4453	richard_vargas985@comcast.net	214-890-5349	6266 Highland Ct Unit 162	Dallas	TX	75244	2016-10-20 21:36:00	A
1292	Timothy	\N	Gomez	1966-09-18	263-23-7058	timothy.gomez@gmail.com	347-507-0236	2941 Church Blvd	Brooklyn	NY	11239	2015-10-16 13:16:00	B
1293	Rebecca	G	Smith	1958-09-18	115-98-1550	smithr@outlook.com	509-448-2637	3346 Highland St	Spokane	WA	99246	2019-06-21 03:17:00	B
1294	Carl	K	Brown	1951-09-07	158-65-2606	carl51@hotmail.com	414-328-3012	8568 Oak Ave Unit 133	Milwaukee	WI	53248	2014-10-19 19:55:00	D
1295	Debra	R	Rivera	1980-08-20	574-91-1283	debra.rivera@att.net	704-223-6784	685 Harrison Pl	Charlotte	NC	28205	2021-01-22 14:38:00	C
1296	Kimberly	J	Wallace	1999-12-15	462-62-0662	kwallace39436@yahoo.com	520-761-6948	6784 Ridge Way	Tucson	AZ	85713	2014-01-21 05:21:00	C
1297	Jacqueline	D	Rogers	1941-08-16	650-42-8604	jrogers81@comcast.net	916-766-0419	8619 Dogwood St	Sacramento	CA	95873	2017-03-10 19:34:00	D
1298	Stephen	H	Mitchell	1986-10-31	368-33-2005	stephen86@hotmail.com	716-421-6026	307 Oak Ln Apt 28A	Buffalo	NY	14273	2018-10-29 13:17:00	D
1299	Linda	A	Brown	1986-10-08	579-43-4344	lbrown67267@hotmail.com	915-321-9377	1302 Monroe Ct Unit 212	El Paso	TX	79943	2014-12-29 12:08:00	C
1300	Raj	K	Scott	1943-08-26	354-03-5358	raj43@icloud.com	404-990-5931	3693 Sycamore St	Atlanta	GA	30374	2013-05-04 18:35:00	D
1301	Brandon	T	Soto	1995-06-02	596-93-7112	brandon.soto@aol.com	614-258-4835	8780 Liberty Ct	Columbus	OH	43238	2020-07-31 10:13:00	A
1302	Matthew	D	Fernandez	1958-01-23	627-11-7608	matthew.fernandez975@outlook.com	407-897-6306	4209 Pine Ln	Orlando	FL	32871	2021-04-04 19:52:00	D
1303	Walter	N	Perkins	1988-08-10	054-08-9506	perkinsw624@gmail.com	407-357-7752	6971 Ridge Rd	Orlando	FL	32813	2012-05-14 08:03:00	D
1304	George	K	Jackson	1963-12-25	615-09-0349	george63@icloud.com	323-359-1917	6669 Madison Ter	Los Angeles	CA	90049	2014-07-03 18:41:00	B
1305	Jamal	H	Smith	1997-06-17	126-50-4933	jamal_smith@att.net	267-783-1721	7850 Spring Dr	Philadelphia	PA	19151	2019-01-11 01:34:00	A
1306	Juan	E	Garcia	1994-05-26	789-25-5569	garciaj@aol.com	815-592-2692	2296 Ridge Ave Apt 12C	Rockford	IL	61197	2020-04-26 00:50:00	D
1307	Susan	G	Lopez	1950-02-15	158-21-2983	slopez28@att.net	313-739-9774	9761 Birch Rd	Detroit	MI	48287	2016-06-15 08:58:00	A
1308	Melissa	V	Rivera	1982-12-06	460-23-3224	mrivera95@aol.com	713-473-5820	3377 Elm Ave	Houston	TX	77008	2015-05-23 14:14:00	A
1309	Dorothy	J	Alexander	1987-08-06	021-10-8316	alexanderd@yahoo.com	312-721-1244	9868 Main Way	Chicago	IL	60670	2016-08-05 05:37:00	B
1310	Frank	D	King	1970-08-04	404-80-8496	frank.king798@outlook.com	716-556-4582	5237 Harrison Rd Unit 195	Buffalo	NY	14214	2012-09-17 01:37:00	B
1311	Carlos	\N	James	1948-08-01	544-96-7481	carlos.james@yahoo.com	215-705-8991	2021 Summit Pl	Philadelphia	PA	19159	2015-01-05 08:21:00	D
1312	Juan	G	Davis	1981-02-03	557-35-3869	jdavis10133@gmail.com	716-738-7320	7394 Park Dr	Buffalo	NY	14263	2020-11-15 23:16:00	D
1313	Dorothy	B	Wood	1958-11-09	\N	dorothy_wood19@comcast.net	347-306-8071	4703 Madison Ave	Brooklyn	NY	11290	2014-06-05 14:20:00	C
1314	Omar	D	Butler	1938-04-20	\N	butlero745@icloud.com	919-521-0807	7694 Highland Ter	Raleigh	NC	27671	2017-02-24 15:05:00	B
1315	Dorothy	B	Edwards	1993-11-03	074-75-4343	edwardsd@yahoo.com	206-390-3357	3685 Sunset Ter Unit 268	Seattle	WA	98130	2020-06-12 06:10:00	B
1316	Gary	\N	Knight	1984-08-24	836-36-4415	gary.knight@outlook.com	912-594-5095	4758 Hickory Pl	Savannah	GA	31439	2015-07-05 22:24:00	B
1317	Matthew	N	Gibson	1946-04-30	215-59-7289	mgibson22@icloud.com	917-856-6442	8945 Sunset Ter	New York	NY	10013	2016-09-20 23:35:00	D
1318	Olivia	N	Cole	1989-04-02	340-10-9691	coleo@icloud.com	773-697-7386	3471 Franklin Dr	Chicago	IL	60658	2013-05-05 10:47:00	C
1319	Christina	\N	O'Brien	1944-04-28	725-52-1454	cobrien97@aol.com	815-352-3157	7852 Hill St	Rockford	IL	61154	2013-11-16 12:23:00	D
1320	Virginia	V	Harrison	1969-02-28	629-29-2845	virginia_harrison@yahoo.com	602-826-5027	9634 Maple Dr	Phoenix	AZ	85023	2013-11-28 19:04:00	A
1321	Carol	M	Adams	1953-08-31	496-74-9284	cadams32982@aol.com	206-844-7287	1183 Dogwood Pl Apt 20A	Seattle	WA	98199	2018-09-10 09:31:00	A
1322	Priya	S	Davis	1949-11-29	602-69-6400	priya_davis641@icloud.com	559-658-9854	2875 Church Rd	Fresno	CA	93771	2016-10-23 22:52:00	A
1323	John	V	Santos	1984-09-19	510-41-4061	santosj841@icloud.com	412-251-8043	4616 Jackson Blvd Apt 24A	Pittsburgh	PA	15252	2019-04-24 05:05:00	C
1324	Deborah	E	Soto	1965-02-09	084-40-5906	deborah_soto109@att.net	916-272-3392	4926 Hill Pl	Sacramento	CA	95824	2016-05-17 12:53:00	B
1325	David	K	Wilson	1975-03-15	855-06-5538	david_wilson@hotmail.com	212-712-2131	1855 Maple Pl	New York	NY	10044	2019-09-24 01:37:00	A
1326	Douglas	G	Reyes	1953-09-18	464-30-9479	douglas53@aol.com	214-676-8583	7846 Juniper St	Dallas	TX	75262	2013-03-26 03:02:00	C
1327	Stephen	T	Moore	1940-01-11	426-90-0558	stephen_moore@aol.com	407-313-1584	9183 Locust Ter	Orlando	FL	32845	2018-11-25 22:19:00	D
1328	Raymond	D	Richardson	1967-04-19	052-90-3581	richardsonr@yahoo.com	773-478-0733	5595 Cedar Way Unit 27	Chicago	IL	60668	2014-12-09 21:27:00	A
1329	Carl	F	Hall	1982-05-02	588-69-8447	carl_hall779@att.net	303-473-8178	1379 Magnolia Rd Apt 10D	Denver	CO	80249	2018-10-04 09:32:00	C
1330	Nicole	G	Hernandez	1979-07-12	602-99-2749	nicole_hernandez@outlook.com	407-779-6855	4846 River Ave	Orlando	FL	32885	2016-12-23 19:07:00	C
1331	Roger	A	Moore	1979-04-05	044-69-9407	rmoore37548@att.net	973-784-9561	7784 Elm Dr Apt 34B	Newark	NJ	07174	2016-02-06 14:59:00	D
1332	Nicole	H	Parker	1957-08-04	848-47-2656	nicole_parker96@att.net	512-267-0564	5411 Franklin Dr Unit 258	Austin	TX	78728	2020-01-07 10:29:00	B
1333	Sandra	H	Griffin	1970-08-30	774-61-1755	sgriffin66588@outlook.com	520-364-3398	9948 Franklin Pl	Tucson	AZ	85729	2014-11-19 10:08:00	D
1334	Deborah	M	Bell	1982-11-08	116-14-3169	belld@comcast.net	404-323-1795	1205 Cedar St	Atlanta	GA	30350	2018-12-15 09:26:00	A
1335	Guadalupe	B	Moore	1974-06-04	503-06-4964	guadalupe74@gmail.com	407-836-9656	737 Juniper Way Unit 153	Orlando	FL	32895	2015-09-14 21:13:00	C
1336	Jamal	S	Rivera	1953-01-16	262-56-3335	jamal.rivera@yahoo.com	973-402-3753	4049 Pine Ter	Newark	NJ	07115	2017-02-06 05:02:00	B
1337	Christine	H	Miller	1951-01-27	067-19-5302	christine_miller711@att.net	559-500-4853	255 Oak Ave Unit 187	Fresno	CA	93786	2016-04-28 13:38:00	B
1338	Tyler	K	Johnson	1995-10-19	761-83-5227	tyler.johnson@hotmail.com	720-252-1030	4021 Prospect Ter Apt 28D	Denver	CO	80204	2013-05-25 23:16:00	D
1339	Jack	V	Coleman	1976-07-16	530-41-0302	jack76@comcast.net	323-880-2397	3133 Sunset Ln Unit 296	Los Angeles	CA	90079	2017-12-27 23:47:00	C
1340	Priya	G	Lewis	1967-06-04	714-09-9234	priya67@gmail.com	904-720-8966	4885 Willow Rd	Jacksonville	FL	32269	2018-02-11 06:48:00	C
1341	Samantha	T	Wilson	1950-09-25	200-37-9624	wilsons@gmail.com	916-302-9760	530 Jackson Rd Unit 60	Sacramento	CA	95880	2013-10-14 06:07:00	B
1342	Christian	T	Lopez	1965-08-04	\N	lopezc@aol.com	313-560-8128	5246 Hill Pl	Detroit	MI	48231	2018-01-26 09:16:00	B
1343	Kathleen	V	Garcia	1944-01-24	884-67-1138	garciak@gmail.com	614-486-4552	6850 Chestnut Dr Apt 29D	Columbus	OH	43288	2018-06-23 00:42:00	B
1344	Christian	P	Ryan	1952-09-07	352-81-4783	ryanc@gmail.com	509-891-7750	2062 Prospect Pl Unit 290	Spokane	WA	99294	2012-08-06 04:43:00	A
1345	Priya	J	Marshall	1961-12-25	169-49-6726	priya.marshall831@icloud.com	412-250-1385	8147 Ridge Ln Unit 155	Pittsburgh	PA	15203	2017-01-13 14:37:00	D
1346	Kimberly	E	Guzman	2002-04-03	210-31-5790	kimberly02359@gmail.com	216-955-1470	918 Ridge Ct Apt 2B	Cleveland	OH	44194	2015-03-15 17:34:00	B
1347	Richard	V	Thomas	1954-07-18	187-52-8138	richard_thomas528@aol.com	407-670-5347	7475 Cedar Blvd Apt 6C	Orlando	FL	32895	2018-06-02 15:56:00	C
1348	DeShawn	K	Guzman	1943-01-28	879-62-1594	deshawn_guzman@icloud.com	786-949-4990	2587 Forest Ln Unit 193	Miami	FL	33117	2014-03-28 08:47:00	A
1349	Rachel	T	Edwards	1986-07-19	295-77-3701	rachel86674@aol.com	509-668-8045	4766 Main Ave Unit 165	Spokane	WA	99228	2019-11-10 09:51:00	B
1350	Sandra	V	Adams	1999-05-19	856-36-3405	sandra99@icloud.com	615-285-9285	7307 Washington Ln	Nashville	TN	37270	2017-07-19 14:31:00	C
1351	Kenneth	G	Ward	2002-04-15	346-50-5235	kenneth.ward@outlook.com	718-846-6868	1672 Locust Pl Apt 22B	Brooklyn	NY	11287	2015-04-12 22:15:00	D
1352	Arthur	L	Garcia	1947-11-22	\N	arthur.garcia@aol.com	215-226-9521	59 Franklin Blvd	Philadelphia	PA	19143	2020-05-16 21:58:00	A
1353	Keisha	J	Jones	1977-11-26	650-48-9631	keisha.jones@outlook.com	212-670-5116	560 Poplar Rd Apt 14B	New York	NY	10057	2013-04-15 17:44:00	A
1354	Janice	P	Reyes	1988-05-29	190-09-0405	jreyes80158@att.net	512-260-1930	8920 Jackson St Unit 90	Austin	TX	78767	2012-10-01 00:14:00	C
1355	Dorothy	F	Thompson	1973-03-03	582-38-5329	dorothy.thompson@att.net	720-732-3262	377 Lake St Apt 3A	Denver	CO	80287	2020-11-28 00:10:00	B
1356	Linda	R	Hart	1970-09-12	569-38-8988	linda_hart@comcast.net	973-480-8996	879 Ridge Rd	Newark	NJ	07195	2019-12-27 12:30:00	C
1357	Harold	P	Gonzalez	1998-01-17	097-01-2585	harold98860@icloud.com	404-673-2963	6384 Highland Blvd	Atlanta	GA	30303	2013-11-26 00:07:00	D
1358	Timothy	R	Roberts	1970-09-07	559-32-0889	robertst@outlook.com	832-673-7621	3993 Maple Ln Unit 159	Houston	TX	77005	2021-01-23 23:41:00	C
1359	Catherine	E	Williams	1992-10-01	819-91-7038	cwilliams65@outlook.com	704-317-8370	1791 Prospect St	Charlotte	NC	28210	2015-07-24 12:33:00	C
1360	Sean	G	Boyd	1942-11-14	520-78-1372	sean.boyd@aol.com	305-314-2606	6359 Summit Way Apt 5A	Miami	FL	33170	2018-11-06 11:23:00	A
1361	Janice	K	Olson	1977-06-28	215-72-6750	janice.olson@aol.com	718-731-7298	8720 Park Pl	Brooklyn	NY	11254	2020-08-09 18:41:00	B
1362	Arthur	\N	Spencer	1983-08-27	733-60-8792	arthur83@hotmail.com	716-209-7725	2043 Highland Ave Unit 69	Buffalo	NY	14274	2019-09-18 19:58:00	C
1363	Robert	E	White	1945-12-12	244-15-3935	rwhite56@comcast.net	773-816-5215	7588 Maple Ave	Chicago	IL	60639	2012-07-09 09:06:00	A
1364	George	S	Hernandez	1977-07-12	225-76-0401	ghernandez38@aol.com	973-213-6338	3257 Prospect Ct Apt 1C	Newark	NJ	07130	2018-05-24 09:17:00	A
1365	Michael	N	Myers	1956-08-28	653-47-9442	myersm148@yahoo.com	615-398-7223	5246 Sycamore Pl	Nashville	TN	37256	2016-05-28 10:20:00	A
1366	Judith	T	Price	1992-02-27	613-66-8848	jprice65@icloud.com	559-614-3237	8684 Liberty Ct Unit 292	Fresno	CA	93760	2015-11-23 00:21:00	D
1367	Brandon	C	Butler	1938-06-22	763-70-0859	brandon.butler@yahoo.com	480-533-1526	9646 Oak St Apt 25D	Phoenix	AZ	85084	2016-09-01 05:44:00	A
1368	Susan	F	Stevens	1967-08-23	768-31-4832	susan.stevens@yahoo.com	559-575-5675	5743 Birch St	Fresno	CA	93783	2014-02-26 10:38:00	A
1369	Laura	V	Andrews	1961-01-09	821-89-9862	laura_andrews@hotmail.com	916-207-6258	40 Riverside Dr	Sacramento	CA	95821	2016-09-12 11:27:00	A
1370	Gerald	H	Thomas	1988-05-30	074-69-2026	gerald88@icloud.com	619-895-2248	7175 Liberty Ter	San Diego	CA	92179	2018-11-03 08:54:00	B
1371	Christian	A	Miller	1968-09-17	514-14-5886	cmiller2767@gmail.com	509-497-7899	6732 Spring Way	Spokane	WA	99230	2018-02-07 17:46:00	C
1372	Amanda	L	Ramirez	1962-01-01	102-86-2227	amanda_ramirez@hotmail.com	813-700-3733	59 Juniper Pl Apt 11D	Tampa	FL	33660	2013-10-14 04:49:00	A
1373	Gregory	E	Reed	2002-09-27	133-86-0504	gregory02@hotmail.com	559-884-2745	6876 Main St	Fresno	CA	93736	2016-02-15 21:49:00	A
1374	Pamela	C	Garcia	1941-01-20	729-27-5979	garciap672@gmail.com	414-581-0543	387 Pine St Apt 27C	Milwaukee	WI	53207	2013-02-23 05:17:00	A
1375	Joan	W	Salazar	1949-07-28	203-13-7925	joan_salazar@gmail.com	323-449-3818	6486 Elm Ter	Los Angeles	CA	90018	2013-01-08 21:23:00	B
1376	Michelle	J	Ramirez	1990-11-23	396-72-7441	ramirezm@yahoo.com	916-636-6253	8972 Chestnut Dr	Sacramento	CA	95892	2014-08-14 18:17:00	B
1377	Thomas	N	Reyes	1966-04-24	\N	treyes37753@icloud.com	520-648-8330	6588 Jefferson Ave	Tucson	AZ	85765	2014-06-28 16:37:00	B
1378	Roger	R	Hill	2002-03-15	460-27-9451	rhill3768@att.net	912-878-2914	2474 Locust Dr	Savannah	GA	31411	2012-12-06 07:05:00	D
1379	Samantha	\N	Matthews	1976-11-25	601-09-5467	smatthews7952@gmail.com	305-566-7167	7151 Hickory Ave Unit 135	Miami	FL	33199	2012-08-09 01:25:00	C
1380	Donna	R	Hernandez	2000-08-07	512-05-9275	donna.hernandez@att.net	813-612-6777	6244 Magnolia Ter Unit 219	Tampa	FL	33686	2018-05-28 08:06:00	A
1381	Stephanie	H	Hall	1938-09-27	856-06-8643	stephanie.hall224@yahoo.com	602-207-8530	9722 Cedar Ct Unit 89	Phoenix	AZ	85091	2018-05-16 04:19:00	A
1382	Angela	M	Ellis	1996-03-21	285-30-7327	ellisa738@hotmail.com	509-802-5452	7224 Summit Dr Unit 254	Spokane	WA	99208	2017-01-17 16:24:00	C
1383	Janice	V	Boyd	1957-06-04	720-50-0808	janice_boyd71@icloud.com	720-545-7644	1287 Monroe St	Denver	CO	80270	2015-07-21 21:42:00	C
1384	Mei	H	Walker	1942-03-26	312-94-8438	mwalker67@outlook.com	412-688-2609	8331 Willow Ln	Pittsburgh	PA	15223	2014-09-05 19:11:00	C
1385	Heather	C	Wallace	1977-02-23	157-95-7163	heather.wallace864@yahoo.com	912-223-8270	2305 Magnolia Ct	Savannah	GA	31457	2017-12-16 04:30:00	C
1386	Evelyn	\N	Scott	1978-07-18	750-49-7310	evelyn.scott435@yahoo.com	520-691-6715	6497 Church St Apt 31A	Tucson	AZ	85770	2013-11-14 15:54:00	D
1387	Jeremy	C	Gonzalez	1973-05-20	896-74-3035	jeremy.gonzalez@yahoo.com	615-569-9940	2082 Lincoln Rd Apt 4B	Nashville	TN	37251	2020-01-04 21:19:00	D
1388	Joyce	N	Matthews	1998-12-26	030-09-1868	joyce98710@yahoo.com	678-398-6662	9784 Spring Ter Apt 21B	Atlanta	GA	30356	2012-06-15 05:55:00	B
1389	Arthur	A	Sullivan	1976-08-03	183-11-7366	arthur76@icloud.com	206-413-5980	8903 Summit Rd	Seattle	WA	98119	2012-07-25 17:18:00	B
1390	Mei	G	Anderson	1939-04-09	796-12-2085	mei39@aol.com	678-218-0143	4932 Forest Ln	Atlanta	GA	30330	2018-11-05 07:28:00	D
1391	Anthony	V	Russell	2000-07-05	197-88-1315	anthony00876@att.net	716-801-4492	4435 Spring Pl	Buffalo	NY	14213	2014-03-16 05:23:00	A
1392	Gregory	A	Thomas	1965-06-20	282-88-7217	thomasg@att.net	206-414-5711	4884 Meadow Ct	Seattle	WA	98154	2016-11-27 04:39:00	D
1393	Virginia	\N	Lee	1973-12-06	702-17-2000	virginia73@yahoo.com	718-826-5663	3199 Hickory Dr	Brooklyn	NY	11235	2018-05-31 12:59:00	B
1394	Jonathan	H	Sanchez	1985-06-08	862-93-4648	jonathan85@gmail.com	347-362-8763	2448 Lincoln Blvd Apt 25C	Brooklyn	NY	11218	2018-11-16 15:28:00	C
1395	Brenda	T	Vargas	1962-04-05	157-34-0747	brenda62@aol.com	678-840-0444	780 Madison Rd	Atlanta	GA	30307	2015-11-12 16:30:00	D
1396	George	P	Diaz	1974-03-29	712-53-6553	george_diaz276@outlook.com	512-779-3888	9934 Cedar Ave	Austin	TX	78710	2020-06-08 00:29:00	C
1397	Jacob	T	Hernandez	1954-10-03	558-18-3200	hernandezj@gmail.com	678-795-1468	2066 Willow Ave Apt 35D	Atlanta	GA	30309	2019-09-03 23:01:00	A
1398	Samantha	P	White	1981-09-22	747-43-9915	samantha.white933@aol.com	912-887-0266	1871 Prospect St Apt 26A	Savannah	GA	31431	2014-11-06 13:58:00	D
1399	William	V	Miller	1946-08-08	\N	millerw@aol.com	912-523-9148	684 Cedar Blvd	Savannah	GA	31419	2019-02-25 23:55:00	A
1400	Nicholas	M	Mitchell	1972-05-26	720-78-9848	nicholas_mitchell@hotmail.com	617-337-6127	4312 Spring Rd	Boston	MA	02114	2013-08-08 21:13:00	B
1401	Joseph	K	Parker	1946-02-01	048-64-9097	joseph46@aol.com	915-532-1749	4067 Lake Ave	El Paso	TX	79993	2013-01-18 12:25:00	C
1402	DeShawn	E	Campbell	1943-09-23	719-44-9519	deshawn43@aol.com	216-614-8798	3562 Franklin Way	Cleveland	OH	44104	2018-09-21 12:49:00	C
1403	Victoria	V	Williams	1966-10-27	566-01-7354	williamsv@icloud.com	212-586-4886	3504 Elm Rd	New York	NY	10061	2017-01-13 02:21:00	D
1404	Richard	W	Johnson	1960-10-26	121-87-1644	johnsonr@aol.com	206-737-4818	2211 Jefferson Pl	Seattle	WA	98150	2016-03-08 14:27:00	C
1405	Noah	T	Alvarado	1961-01-29	505-27-5859	noah.alvarado@outlook.com	407-904-9654	8219 Liberty Blvd	Orlando	FL	32862	2018-06-30 02:28:00	C
1406	Anna	C	Richards	1991-11-07	886-95-3466	anna.richards366@icloud.com	718-449-3298	2935 Jackson Ln	Brooklyn	NY	11205	2016-05-24 03:41:00	C
1407	Rebecca	F	White	1999-06-25	406-13-8307	rwhite59@icloud.com	614-208-0300	8315 Riverside Way Apt 2B	Columbus	OH	43258	2015-09-17 13:12:00	C
1408	Janet	N	Marshall	1965-05-02	332-01-7794	janet65@att.net	704-360-2231	6205 Park Blvd Unit 107	Charlotte	NC	28228	2016-08-25 13:01:00	C
1409	Diane	K	Brown	2000-11-27	440-03-6500	diane00@yahoo.com	267-495-2282	5217 Summit Ln Apt 36D	Philadelphia	PA	19121	2012-12-08 07:24:00	B
1410	Nancy	T	Ruiz	1953-05-04	036-58-3240	nancy_ruiz@aol.com	615-905-8283	1449 Pine Blvd	Nashville	TN	37288	2018-08-13 14:12:00	D
1411	Edward	S	Ramos	1968-11-06	464-21-3402	ramose@att.net	206-785-0967	6256 Lake Ln	Seattle	WA	98142	2018-08-31 15:03:00	C
1412	Lisa	B	Phillips	1979-03-31	346-22-1051	lphillips22@outlook.com	720-974-1576	4114 Park Way	Denver	CO	80216	2016-11-10 07:00:00	C
1413	Dylan	E	Thomas	1943-04-18	388-68-3442	dthomas23@icloud.com	512-886-4476	3631 Chestnut Ter Unit 29	Austin	TX	78706	2019-07-16 16:28:00	B
1414	Brandon	R	Miller	1945-08-11	780-64-1984	brandon45385@icloud.com	267-610-2502	2733 Church Ter	Philadelphia	PA	19150	2020-08-13 11:59:00	A
1415	Gregory	D	Cook	1985-01-10	350-65-8544	gregory85@yahoo.com	509-473-9220	7742 Forest Pl	Spokane	WA	99291	2016-11-22 20:36:00	C
1416	Larry	J	Miller	1978-01-21	617-25-8441	larry78399@icloud.com	559-225-2312	7267 Lake Ln	Fresno	CA	93731	2020-01-12 21:22:00	C
1417	Rachel	W	Hicks	1968-03-14	524-83-3724	rachel_hicks@att.net	915-774-5335	794 Dogwood Ln	El Paso	TX	79985	2017-11-17 02:39:00	A
1418	Laura	L	Rodriguez	1979-11-21	258-89-8762	laura_rodriguez544@hotmail.com	407-778-2238	9655 Juniper Ter	Orlando	FL	32806	2012-03-25 10:17:00	C
1419	Jennifer	V	Alexander	1977-06-02	446-66-0816	jalexander43@aol.com	815-497-8690	9165 Jefferson Dr	Rockford	IL	61188	2018-10-03 15:56:00	D
1420	Zachary	\N	Cooper	2001-05-12	213-60-3678	cooperz@hotmail.com	217-357-1954	6436 Meadow Ln	Springfield	IL	62740	2013-06-29 18:26:00	B
1421	Shirley	W	Matthews	1985-10-13	117-06-1220	shirley_matthews872@gmail.com	480-866-3069	4800 Sunset Ave Unit 271	Phoenix	AZ	85025	2019-09-20 05:48:00	A
1422	Nicole	R	Johnson	1944-07-26	380-26-5624	nicole44@icloud.com	614-626-5895	1764 Sunset Ln	Columbus	OH	43282	2012-06-30 01:19:00	B
1423	Nicholas	J	White	1972-01-10	826-60-4963	nicholas_white319@aol.com	303-892-8496	5906 Meadow Dr Apt 30D	Denver	CO	80244	2020-11-27 08:10:00	A
1424	Nathan	A	Lee	1981-11-21	588-63-5978	nathan_lee371@outlook.com	619-707-0936	9366 Meadow Way	San Diego	CA	92173	2014-06-12 20:29:00	A
1425	Raj	S	Ray	1996-08-06	469-84-4147	raj96640@outlook.com	615-529-6757	6968 Walnut Ter	Nashville	TN	37263	2012-03-20 06:36:00	A
1426	Kimberly	B	Lopez	1956-12-13	394-24-6495	kimberly.lopez372@comcast.net	407-543-8350	1655 Poplar Ct Apt 22C	Orlando	FL	32831	2013-04-06 22:49:00	D
1427	Larry	P	Gutierrez	2001-05-30	176-49-3729	gutierrezl@yahoo.com	512-503-5620	2730 Franklin Pl	Austin	TX	78738	2016-01-04 17:31:00	B
1428	Laura	C	King	2000-03-27	609-84-0966	laura_king@icloud.com	678-671-6516	2259 Poplar St Apt 30C	Atlanta	GA	30328	2019-11-25 14:02:00	D
1429	Jason	B	Ryan	1999-03-16	051-11-1688	jason.ryan315@icloud.com	217-454-9074	5750 Walnut Ct	Springfield	IL	62725	2014-04-20 05:52:00	C
1430	Eric	V	Rogers	1973-01-21	890-97-5151	eric.rogers@gmail.com	305-212-9396	4914 Maple Ter	Miami	FL	33171	2018-08-02 22:11:00	A
1431	Jennifer	H	Jenkins	1982-08-22	203-83-1312	jennifer82660@outlook.com	347-742-6755	346 Walnut St	Brooklyn	NY	11286	2016-07-09 01:52:00	B
1432	Henry	A	Alvarez	1953-07-26	143-72-5027	alvarezh688@comcast.net	919-622-6050	1761 Jefferson Dr	Raleigh	NC	27681	2021-07-06 09:55:00	A
1433	Pamela	E	Mitchell	1955-04-15	107-76-8562	pamela_mitchell@outlook.com	303-603-1496	5764 Harrison Way Unit 256	Denver	CO	80272	2020-07-11 00:14:00	C
1434	Carol	A	Adams	1960-04-27	433-19-6070	carol60@outlook.com	312-602-4514	9981 Elm Ter	Chicago	IL	60617	2015-07-22 20:48:00	B
1435	Luis	M	Lopez	1993-08-16	140-62-5870	luis.lopez@gmail.com	520-282-2936	3625 River Way	Tucson	AZ	85744	2014-04-23 09:38:00	B
1436	Laura	R	Hudson	1961-03-17	539-95-9484	hudsonl952@att.net	212-920-9620	839 Elm Ct	New York	NY	10050	2019-05-19 14:00:00	D
1437	Ana	F	Gutierrez	1953-02-11	246-05-3690	ana53617@hotmail.com	509-252-9965	5262 Lincoln St Unit 45	Spokane	WA	99284	2019-10-19 22:30:00	C
1438	Keith	\N	Peters	1945-04-12	\N	petersk942@outlook.com	313-789-7952	2537 Park Ln	Detroit	MI	48277	2014-01-06 01:31:00	C
1439	Alexander	B	Ford	1976-03-18	474-41-9748	alexander_ford655@gmail.com	972-693-8009	7408 Church Dr	Dallas	TX	75279	2017-07-17 23:51:00	B
1440	Martha	V	White	1947-04-09	819-18-1018	martha_white560@gmail.com	813-568-0863	6774 Park Ter	Tampa	FL	33682	2018-06-17 22:55:00	A
\.


--
-- Data for Name: devices; Type: TABLE DATA; Schema: crm; Owner: northwind
--

COPY crm.devices (device_id, customer_id, make, model, imei, iccid, imsi, msisdn, activated_at) FROM stdin;
70010000	1041	Google	Pixel 5	359365368104745	89012601007129414683	310260017173358	16157972465	2021-03-05 06:59:14+00
70010007	1042	Motorola	Moto G Power	358220708757580	89012406249871128973	310240861921983	12124580171	2019-02-01 22:49:53+00
70010014	1043	Google	Pixel 5	353795883691956	89014101661812002816	310410669859285	14128126072	2020-12-15 05:49:36+00
70010021	1044	OnePlus	Nord N10	863225801970095	89014102399257366888	310410142613128	14143126876	2019-11-21 12:21:23+00
70010028	1045	Motorola	Moto G Power	357607712890707	89012605292900855694	310260506467391	13236625970	2019-04-14 12:12:43+00
70010035	1046	Google	Pixel 5	353276787527042	89012603800367928945	310260179523439	12164985189	2020-02-19 00:23:21+00
70010042	1047	Xiaomi	Redmi Note 10	861023362934671	89014801626416088506	311480704756916	19176776888	2020-08-20 15:01:31+00
70010049	1048	Google	Pixel 5	352887511229506	89014101912634137839	310410860722829	13038464471	2019-03-01 19:26:50+00
70010056	1049	Motorola	Moto G Power	359894053083567	89014108092387174108	310410950472766	18159030447	2021-05-02 03:46:31+00
70010063	1050	Motorola	Moto G Power	358001070893611	89012408279190619707	310240526825557	19164519347	2020-11-12 05:15:29+00
70010070	1051	Samsung	Galaxy A52	357716336051651	89012603427867341088	310260851367266	16025187980	2020-09-27 03:24:00+00
70010077	1052	Apple	iPhone 12	352722284677393	89014103061320036364	310410499282298	16147369262	2019-07-31 02:35:09+00
70010084	1053	Samsung	Galaxy S21	356878878727980	89012400859511388914	310240843923329	12173145093	2020-07-01 00:38:56+00
70010091	1054	Samsung	Galaxy A52	350914568895971	89014805724131198167	311480245030012	12177737247	2020-12-13 02:23:58+00
70010098	1055	Samsung	Galaxy A52	355300607993693	89014807424611441496	311480700983109	17864584337	2021-04-22 03:41:32+00
70010105	1056	Motorola	Moto G Power	350074116615619	89014108610715226827	310410903577234	14143005677	2019-10-27 16:15:58+00
70010112	1057	Xiaomi	Redmi Note 10	860243124051272	89014101943073090528	310410814972316	16179259164	2019-07-30 04:17:21+00
70010119	1058	OnePlus	Nord N10	862595961715436	89014108374476357236	310410482756590	15126168233	2019-06-21 18:37:11+00
70010126	1059	Google	Pixel 5	351724409942380	89014802908166473909	311480393975312	19124625467	2019-01-21 08:29:39+00
70010133	1060	Xiaomi	Redmi Note 10	866123760428469	89014104544029993216	310410415658665	17045685913	2019-06-30 10:09:32+00
70010140	1061	Google	Pixel 5	359326217730577	89012405655522260349	310240955071862	12068074123	2019-08-26 05:17:35+00
70010147	1062	Motorola	Moto G Power	350885121091631	89012601612948427616	310260420185072	12154480278	2019-03-22 03:55:22+00
70010154	1063	Apple	iPhone 12	359066050953064	89012606142782795998	310260931666541	12123317142	2020-05-30 14:41:04+00
70010161	1064	Apple	iPhone 12	358485659222484	89012605474032040433	310260057345150	14077596974	2021-07-17 07:34:53+00
70010168	1065	Xiaomi	Redmi Note 10	869279726486897	89012600147358649483	310260764717681	17732071576	2020-05-28 02:03:20+00
70010175	1066	Apple	iPhone 12	352858678334710	89014801115927214090	311480473019505	19126913763	2019-03-17 20:51:07+00
70010182	1067	Apple	iPhone 12	358417614044968	89014103573361125799	310410415094943	13472588459	2019-07-17 09:38:35+00
70010189	1068	OnePlus	Nord N10	862645669716697	89012406684585618903	310240397131186	16023151115	2019-07-26 08:04:48+00
70010196	1069	Samsung	Galaxy S21	356442966838512	89014102984518729246	310410570755242	17865906110	2021-01-17 19:54:11+00
70010203	1070	Samsung	Galaxy S21	353718932863517	89014109766309407774	310410741789593	12068903273	2020-04-23 09:04:55+00
70010210	1071	Motorola	Moto G Power	355427130332345	89014101909469946177	310410562997161	13138858051	2019-10-13 02:41:43+00
70010217	1072	Samsung	Galaxy S21	358926125816516	89014108058958014361	310410706612656	12128918171	2019-07-28 12:45:41+00
70010224	1073	Google	Pixel 5	351815282936174	89012400892673825167	310240348645959	18154126427	2019-06-09 14:52:10+00
70010231	1074	Motorola	Moto G Power	353941700769282	89012609732970538866	310260007596666	16177816051	2020-10-28 00:07:41+00
70010238	1075	Apple	iPhone 11	357325116275959	89014105112560533442	310410325267841	16786087762	2021-06-15 10:27:45+00
70010245	1076	Google	Pixel 5	353156561863088	89012400971649638688	310240198583213	12169799848	2019-08-31 12:44:12+00
70010252	1077	Samsung	Galaxy S21	351403067399080	89012609469326496404	310260121722588	13135510060	2020-09-11 19:45:23+00
70010259	1078	Xiaomi	Redmi Note 10	860003309796525	89014800647496692810	311480901260838	13476120753	2019-07-01 08:38:45+00
70010266	1079	Apple	iPhone 11	352194643600278	89014804563665772000	311480628461723	13137577895	2019-03-28 16:33:22+00
70010273	1080	Apple	iPhone 11	352579790853169	89012406811267911567	310240436743178	13123048756	2020-12-27 22:55:31+00
70010280	1081	Xiaomi	Redmi Note 10	863073779153850	89014100052941992864	310410808545048	14077643358	2020-01-27 14:04:46+00
70010287	1082	OnePlus	Nord N10	860772541861392	89014101544862515822	310410443761844	13055456452	2019-09-22 17:48:58+00
70010294	1083	Google	Pixel 5	358010989589285	89012402479270245904	310240627487691	14076194878	2021-06-07 01:24:34+00
70010301	1084	Google	Pixel 5	353002188087422	89012609444857442051	310260892293482	16148714024	2021-01-12 23:42:07+00
70010308	1085	Samsung	Galaxy S21	358815673973284	89014800705654337790	311480907598096	14076884226	2019-02-05 20:25:13+00
70010315	1086	Google	Pixel 5	354794453021537	89014107566648455258	310410282257087	13126465985	2020-06-23 06:48:25+00
70010322	1087	Apple	iPhone 11	350720516469631	89012408148045198185	310240091251158	16172732611	2021-07-12 22:35:40+00
70010329	1088	Apple	iPhone 12	350974522058959	89014104161584641617	310410489821382	13233503348	2021-04-22 10:00:07+00
70010336	1089	OnePlus	Nord N10	866988002586815	89012408257227790444	310240673756771	17205338886	2019-07-22 19:02:33+00
70010343	1090	Samsung	Galaxy A52	359349251085088	89012601064186104442	310260790594565	14045242316	2019-11-13 00:47:11+00
70010350	1091	OnePlus	Nord N10	861440765636135	89012603669989325453	310260517720070	17046925830	2021-06-10 22:22:13+00
70010357	1092	Apple	iPhone 12	350261625494574	89012604341728667541	310260545188755	12124545378	2019-04-21 19:41:54+00
70010364	1093	OnePlus	Nord N10	868177623174148	89014109382376109127	310410703140310	14145973826	2020-06-16 03:29:59+00
70010371	1094	Xiaomi	Redmi Note 10	864678874456096	89014808731214955816	311480352179078	15209342882	2020-09-25 08:29:16+00
70010378	1095	Google	Pixel 5	351042430653565	89014103917597215348	310410445357422	15596701874	2020-06-17 11:29:48+00
70010385	1096	OnePlus	Nord N10	861095181995885	89014808994899703956	311480897560088	18154684036	2021-04-02 17:38:33+00
70010392	1097	Samsung	Galaxy A52	354196931050106	89012608114809641503	310260260777665	17046183418	2020-09-03 03:30:51+00
70010399	1098	Samsung	Galaxy S21	357295600168111	89014108855132213367	310410745721754	14129657086	2019-09-26 19:34:39+00
70010406	1099	Samsung	Galaxy S21	355188372309801	89014104079848730077	310410377347580	14075812411	2019-03-23 13:25:46+00
70010413	1100	Samsung	Galaxy S21	355938399276718	89012402806947278381	310240416647691	17047008711	2020-05-03 20:42:25+00
70010420	1101	Xiaomi	Redmi Note 10	860898532199193	89014807684078063659	311480808241181	12677070887	2021-03-25 12:06:47+00
70010427	1102	Motorola	Moto G Power	355977374973634	89012408778524048632	310240642213823	16179400402	2020-04-01 01:48:10+00
70010434	1103	Samsung	Galaxy S21	350757566565579	89014103843280824982	310410299933012	12679398479	2021-01-20 08:37:28+00
70010441	1104	Google	Pixel 5	357694915587405	89014807581057398256	311480854161992	19196555428	2020-04-21 16:10:34+00
70010448	1105	Apple	iPhone 12	358943326809927	89014802113492499278	311480891739802	19738046254	2020-07-06 15:02:40+00
70010455	1106	OnePlus	Nord N10	862913540663748	89012408344908126617	310240100978716	18328357694	2021-04-25 18:23:11+00
70010462	1107	Samsung	Galaxy A52	357713844602182	89014801389995240739	311480483601085	15127395107	2019-07-26 16:15:25+00
70010469	1108	Motorola	Moto G Power	358730127396497	89014102110584945082	310410241402763	17868318969	2021-02-28 23:15:32+00
70010476	1109	Apple	iPhone 11	350389696987703	89012408485529054827	310240862119232	13137852734	2019-07-07 22:25:21+00
70010483	1110	Motorola	Moto G Power	353591662520072	89012607560324034726	310260201690936	16199857955	2021-01-26 01:53:26+00
70010490	1111	Samsung	Galaxy A52	355388683133714	89014102823348334134	310410889423944	17184986335	2021-06-05 02:20:59+00
70010497	1112	Google	Pixel 5	350840177221764	89012402724952656146	310240693259074	14123805888	2019-03-23 23:17:12+00
70010504	1113	Samsung	Galaxy S21	352585256827167	89014808371814308403	311480402873103	18152671694	2020-08-10 15:29:24+00
70010511	1114	Apple	iPhone 12	353207040418943	89012403252637725374	310240970807572	19126004724	2019-08-04 03:10:58+00
70010518	1115	Google	Pixel 5	353424207550034	89014800479597485377	311480107856050	17167872884	2019-01-08 04:19:20+00
70010525	1116	OnePlus	Nord N10	863951053699369	89012407084814965887	310240955194443	16199396890	2020-01-03 23:00:27+00
70010532	1117	Samsung	Galaxy S21	357914474667905	89012405952703748600	310240535336302	13478730159	2019-08-13 19:56:30+00
70010539	1118	Samsung	Galaxy S21	352670136256447	89014804854595538482	311480491910700	16782221857	2021-01-18 17:24:35+00
70010546	1119	Motorola	Moto G Power	351327564560714	89014800291385726924	311480711986894	15094327077	2019-08-06 05:03:24+00
70010553	1120	OnePlus	Nord N10	867738263150192	89012602268649093139	310260842254959	17863458703	2019-06-22 11:43:23+00
70010560	1121	Motorola	Moto G Power	355756078773411	89014801598529076373	311480930829580	19738866043	2020-10-21 18:48:10+00
70010567	1122	Motorola	Moto G Power	359213025397767	89014107573781772184	310410735895388	16789322711	2019-12-17 03:39:21+00
70010574	1123	Samsung	Galaxy A52	351923712739240	89014107211246496665	310410406779492	19044416389	2019-11-14 12:12:03+00
70010581	1124	Samsung	Galaxy A52	359997729597926	89014108621978637832	310410597472472	16197852149	2020-08-29 23:26:36+00
70010588	1125	Samsung	Galaxy S21	352009229874198	89014105779330835834	310410002255293	12063022861	2021-01-21 16:23:10+00
70010595	1126	Apple	iPhone 11	358515557378374	89014104047570107640	310410510647929	14072615819	2020-02-26 07:08:24+00
70010602	1127	Samsung	Galaxy S21	358177937803702	89012409690540702697	310240323014700	12063979025	2020-06-18 18:12:12+00
70010609	1128	Samsung	Galaxy A52	351094039696065	89012402577363330788	310240131315957	19154657229	2021-07-31 13:41:44+00
70010616	1129	Xiaomi	Redmi Note 10	862646160635766	89012400435797815464	310240734018508	14129368799	2019-03-09 23:26:53+00
70010623	1130	Google	Pixel 5	357445300199607	89012406559676320728	310240553392670	13232864436	2020-04-14 22:56:13+00
70010630	1131	Apple	iPhone 12	354728564490751	89012605279196171860	310260645877539	17869916255	2020-05-11 03:01:00+00
70010637	1132	Samsung	Galaxy A52	352651718929544	89014804010901156549	311480839906424	15596544447	2019-03-24 16:07:02+00
70010644	1133	Apple	iPhone 12	357887916421992	89012604706540043842	310260198771279	12142702654	2019-07-02 17:56:08+00
70010651	1134	Google	Pixel 5	351910029258428	89012402805585962587	310240665456556	13473130693	2020-11-22 18:28:39+00
70010658	1135	Motorola	Moto G Power	356494411064194	89012605931386815470	310260792016195	12068854725	2019-02-26 01:58:29+00
70010665	1136	Motorola	Moto G Power	352436928381490	89014805763047417212	311480209327450	14127832070	2019-06-06 01:24:35+00
70010672	1137	OnePlus	Nord N10	869321656044880	89012407680470488203	310240750048913	19738616888	2019-07-20 14:24:58+00
70010679	1138	Samsung	Galaxy A52	359250961006481	89014807186660046894	311480639186327	17136189664	2019-11-06 13:17:48+00
70010686	1139	Motorola	Moto G Power	358099644652406	89012607831856874841	310260944969012	13136598024	2019-10-03 23:54:40+00
70010693	1140	Samsung	Galaxy S21	351655597864889	89012408766383341354	310240712471550	13056745014	2019-03-12 03:00:51+00
70010700	1141	OnePlus	Nord N10	863370952105248	89014105705344716280	310410546249721	16159839013	2021-01-23 15:23:45+00
70010707	1142	Apple	iPhone 11	356041899302826	89012407916987424939	310240061067598	17135311998	2020-11-11 03:50:55+00
70010714	1143	Apple	iPhone 12	353262443673990	89014807077706819271	311480627989598	13132092497	2020-01-10 16:47:22+00
70010721	1144	OnePlus	Nord N10	865822412855885	89012403919670085227	310240331672847	19126165790	2020-03-18 03:50:47+00
70010728	1145	Apple	iPhone 12	353852563387262	89012605343052792423	310260393850030	14047930973	2021-06-19 00:09:04+00
70010735	1146	Google	Pixel 5	350720759597544	89014109364630008055	310410709051662	14072880763	2020-02-16 03:32:09+00
70010742	1147	Samsung	Galaxy A52	352813120725874	89012605017537861603	310260709525713	19045016649	2020-09-09 20:55:08+00
70010749	1148	Apple	iPhone 12	351980224778991	89014103486902502279	310410620476567	15592064291	2021-06-03 19:48:03+00
70010756	1149	Apple	iPhone 12	357491499702975	89012406688147548565	310240479614214	12176170116	2020-08-27 01:57:34+00
70010763	1150	Motorola	Moto G Power	356154828240205	89012606300803248088	310260035005604	19169975250	2019-12-23 20:12:36+00
70010770	1151	Motorola	Moto G Power	352460239257900	89014808286214507430	311480320741622	15596229289	2020-06-17 15:25:10+00
70010777	1152	Motorola	Moto G Power	357626901025743	89012409278604998151	310240976752650	14122050473	2020-05-06 10:34:18+00
70010784	1153	Apple	iPhone 12	353426428376529	89012402518019562069	310240379243684	13126131687	2021-02-13 01:31:28+00
70010791	1154	Google	Pixel 5	350927669373953	89014101175887957812	310410393240157	16158689070	2019-03-03 03:38:45+00
70010798	1155	Apple	iPhone 11	354119521403816	89014805739443982694	311480732120769	12164672404	2020-04-21 13:53:35+00
70010805	1156	Xiaomi	Redmi Note 10	867725538329511	89014104618589274611	310410756285254	15593604996	2020-03-15 10:10:24+00
70010812	1157	Samsung	Galaxy S21	355650372620644	89012606583762604629	310260241624853	18135800042	2019-11-19 14:25:39+00
70010819	1158	Samsung	Galaxy S21	356936787642417	89014801538361081925	311480077507244	19127167968	2019-03-12 19:46:31+00
70010826	1159	Xiaomi	Redmi Note 10	869003049664463	89014801873237953100	311480824547176	12166015289	2019-08-11 07:43:05+00
70010833	1160	Samsung	Galaxy S21	355246845225945	89012406309935893424	310240392670283	19152707688	2020-11-01 12:01:23+00
70010840	1161	Xiaomi	Redmi Note 10	862867234771425	89014100562265838121	310410009813400	19043661682	2019-08-03 19:57:32+00
70010847	1162	OnePlus	Nord N10	867421552836470	89014102976960816372	310410947004681	12174254468	2019-05-09 06:46:42+00
70010854	1163	OnePlus	Nord N10	863711399829009	89014102268420908951	310410392484977	15203674098	2021-08-06 15:18:44+00
70010861	1164	Xiaomi	Redmi Note 10	865928002672679	89014808763309185074	311480809372556	19043256758	2019-09-10 20:49:12+00
70010868	1165	Apple	iPhone 11	354804025304327	89014102588610114460	310410165626347	13475229652	2019-05-16 13:17:48+00
70010875	1166	Apple	iPhone 11	355598793403225	89014809776882598405	311480220120117	16156898380	2021-06-24 22:30:46+00
70010882	1167	Samsung	Galaxy A52	350600637234264	89014804206352714840	311480151448683	12174462805	2020-04-05 06:15:40+00
70010889	1168	Apple	iPhone 11	353148040828410	89012401030995078236	310240753851040	12178047688	2019-11-07 04:32:46+00
70010896	1169	Google	Pixel 5	358411140577955	89014106332085569221	310410944936359	13133652789	2019-10-23 05:00:52+00
70010903	1170	Samsung	Galaxy A52	353981650159530	89014808520209618921	311480156582294	15092243596	2019-09-30 10:37:04+00
70010910	1171	OnePlus	Nord N10	866885070171100	89012409174537015652	310240934113172	19164059257	2019-09-10 00:03:59+00
70010917	1172	Apple	iPhone 11	351414403263104	89012607755854309593	310260984938730	15206083106	2021-05-18 14:20:59+00
70010924	1173	Xiaomi	Redmi Note 10	863355078558636	89012605915455805546	310260950627434	12132689363	2019-05-31 19:29:46+00
70010931	1174	OnePlus	Nord N10	868844183993213	89014803103600423384	311480836186133	14147589887	2020-04-20 22:38:56+00
70010938	1175	Samsung	Galaxy A52	354215175749940	89014805255324380130	311480112238817	17183599943	2021-02-24 00:21:49+00
70010945	1176	Motorola	Moto G Power	354743552638667	89014103474125317840	310410497345730	12159481345	2020-11-23 19:21:28+00
70010952	1177	Apple	iPhone 11	353046378631945	89012602512720130710	310260433007996	15595990357	2021-06-23 00:21:21+00
70010959	1178	Samsung	Galaxy S21	350646017236171	89014807550830260224	311480762856545	15209922172	2019-10-26 02:39:35+00
70010966	1179	Xiaomi	Redmi Note 10	867551623753369	89014807990734992748	311480804727876	12674494738	2021-04-25 00:24:41+00
70010973	1180	OnePlus	Nord N10	868430426610333	89012604522410265534	310260389284443	18136599359	2021-06-08 13:05:14+00
70010980	1181	Google	Pixel 5	356345672674776	89014101936404877613	310410175254396	19169630736	2019-10-01 07:40:48+00
70010987	1182	Xiaomi	Redmi Note 10	865061395643535	89012606704192173759	310260070133387	14149878979	2019-11-27 21:34:54+00
70010994	1183	Samsung	Galaxy S21	356757825911485	89014800511402400868	311480138402325	17133572675	2020-04-21 10:00:09+00
70011001	1184	Xiaomi	Redmi Note 10	862455751529572	89014108796429446049	310410698450751	14074145846	2019-12-29 09:29:23+00
70011008	1185	Motorola	Moto G Power	352377930459330	89014804143118188854	311480826286711	16179008185	2020-06-05 03:54:46+00
70011015	1186	Apple	iPhone 11	355591876565283	89012606210380338808	310260918289541	19044370652	2020-09-12 11:27:51+00
70011022	1187	Samsung	Galaxy A52	352972053737155	89014105314499354318	310410351928139	19042757456	2021-04-29 23:05:49+00
70011029	1188	Apple	iPhone 12	355264422899214	89014803502872915433	311480941468764	19735419664	2020-11-21 21:38:41+00
70011036	1189	Motorola	Moto G Power	358347956020906	89014101226315299606	310410584372971	19156367246	2020-09-21 20:06:45+00
70011043	1190	Apple	iPhone 11	350953515150072	89014100251847184630	310410452303057	17044902477	2020-12-13 02:51:16+00
70011050	1191	Apple	iPhone 11	359792590291083	89012402412694894064	310240566394963	16142389843	2021-06-16 11:30:51+00
70011057	1192	Apple	iPhone 11	354490354327608	89012603058269462881	310260346011591	16142240190	2019-04-08 07:32:38+00
70011064	1193	Samsung	Galaxy A52	351331613600398	89014801903395663579	311480772264934	18155539298	2020-03-26 11:16:03+00
70011071	1194	Apple	iPhone 11	350584312629594	89012408454717474494	310240219610819	12145501441	2019-07-04 04:39:20+00
70011078	1195	Apple	iPhone 11	356201466224353	89012409038087072407	310240598142117	19197187621	2019-01-25 20:06:35+00
70011085	1196	Apple	iPhone 12	358288323089788	89012605296514586652	310260816693534	19123338819	2020-09-07 22:26:42+00
70011092	1197	Samsung	Galaxy A52	353048407932864	89012402397804919283	310240550581198	16179244397	2019-03-21 14:07:49+00
70011099	1198	Samsung	Galaxy A52	352941111504311	89012401033479610748	310240482278292	16148348713	2020-07-18 23:06:51+00
70011106	1199	Apple	iPhone 11	357994653609613	89014809849835513886	311480317067644	14046515150	2021-01-23 19:46:10+00
70011113	1200	OnePlus	Nord N10	865329901780970	89012608404755309209	310260541938711	14079496888	2020-04-19 10:25:59+00
70011120	1201	Samsung	Galaxy S21	353421724318796	89014103608891925688	310410476081126	12156867768	2020-12-21 00:43:10+00
70011127	1202	Apple	iPhone 12	353135620304466	89012406825484557599	310240006875252	16787549437	2020-11-16 09:37:05+00
70011134	1203	Apple	iPhone 12	350394598765207	89012409890181632779	310240423006832	15206819369	2021-07-27 20:11:27+00
70011141	1204	Samsung	Galaxy A52	356892479021776	89014101123743386438	310410605452850	19738880665	2021-01-18 16:39:19+00
70011148	1205	Motorola	Moto G Power	352528467913368	89012405953476807698	310240266206011	13035904878	2021-05-18 05:35:17+00
70011155	1206	Motorola	Moto G Power	357528383690657	89012400442897532429	310240794182277	19124773898	2020-09-01 19:15:42+00
70011162	1207	Google	Pixel 5	353489304566779	89012404344072277653	310240978252720	18132898357	2019-07-21 02:24:44+00
70011169	1208	Samsung	Galaxy A52	359853599021986	89014103423744515201	310410513209719	19123549826	2021-06-01 12:22:09+00
70011176	1209	Google	Pixel 5	352704388324379	89012406774502190209	310240153734438	12069404559	2020-10-04 10:48:34+00
70011183	1210	Apple	iPhone 12	352737865668579	89014801753829760321	311480225321814	17138872751	2020-05-22 16:04:14+00
70011190	1211	Motorola	Moto G Power	353576305888820	89014105672468143388	310410420859933	18135522917	2020-06-12 05:20:43+00
70011197	1212	Apple	iPhone 12	354585719167761	89014107076509729379	310410755502651	13056902546	2019-06-07 13:35:29+00
70011204	1213	Motorola	Moto G Power	355682430760633	89012404164895877418	310240786964729	19738714086	2020-05-22 08:29:10+00
70011211	1214	Xiaomi	Redmi Note 10	867980945905052	89012405411657158118	310240284453862	15092944007	2020-05-18 22:04:50+00
70011218	1215	OnePlus	Nord N10	863025613519985	89014806010242312734	311480963952085	15127421577	2020-11-22 12:38:15+00
70011225	1216	Apple	iPhone 11	355197078978975	89012604179534713350	310260220687294	16147994092	2020-05-13 23:19:13+00
70011232	1217	Google	Pixel 5	350638708232742	89012602182047007882	310260418320704	19156996463	2020-12-06 20:33:45+00
70011239	1218	Apple	iPhone 11	355173645999984	89014107442878452011	310410302998450	14078284586	2020-07-05 03:15:45+00
70011246	1219	OnePlus	Nord N10	863181396892667	89012604553213583922	310260116782430	18153073618	2021-05-11 09:34:22+00
70011253	1220	Xiaomi	Redmi Note 10	863055650537038	89012600959163992399	310260903499747	16175689271	2021-06-04 06:57:19+00
70011260	1221	Apple	iPhone 11	350579470608406	89014101013702877222	310410888089550	17165107543	2021-07-28 15:24:49+00
70011267	1222	Motorola	Moto G Power	356671891506766	89014104020307990463	310410896028061	16156355485	2020-03-08 00:39:04+00
70011274	1223	Google	Pixel 5	355434749818342	89012605990634246060	310260954379500	17045779731	2020-12-24 05:44:26+00
70011281	1224	Samsung	Galaxy A52	358533708234362	89012609501682038758	310260110743644	15598520664	2021-07-27 11:45:03+00
70011288	1225	Motorola	Moto G Power	353156174396815	89012402464633570966	310240851585587	15129994175	2019-11-14 04:35:51+00
70011295	1226	Apple	iPhone 11	357036813374876	89012602182093966973	310260793602217	12137643712	2019-03-22 09:42:03+00
70011302	1227	Apple	iPhone 12	356095932854672	89012600084310658189	310260665589309	12152309934	2021-04-01 00:41:14+00
70011309	1228	Xiaomi	Redmi Note 10	862446245618246	89012403992819992371	310240295791284	19738013652	2019-05-18 20:18:27+00
70011316	1229	Apple	iPhone 12	353005605075086	89012409035594305155	310240209319874	19737886197	2020-07-21 18:04:03+00
70011323	1230	Apple	iPhone 11	357076827399204	89012408067051886857	310240101640931	19737567503	2019-02-18 00:12:21+00
70011330	1231	Google	Pixel 5	352932654611076	89012400293685097988	310240637173155	12164103645	2020-04-17 16:31:23+00
70011337	1232	Samsung	Galaxy A52	354042727129474	89012604715014463790	310260155605228	12127957580	2021-02-25 07:28:47+00
70011344	1233	Apple	iPhone 11	359426448889737	89014804000653188865	311480950351880	18133682996	2021-03-30 07:43:38+00
70011351	1234	Samsung	Galaxy A52	357182439203873	89014805704435220099	311480439354122	17187928599	2019-12-11 22:38:30+00
70011358	1235	Motorola	Moto G Power	351595471680904	89012405231065921448	310240158786195	13035372178	2020-12-26 18:00:05+00
70011365	1236	Samsung	Galaxy A52	352592855630018	89012601487208962101	310260056542486	15206277941	2019-09-03 17:47:22+00
70011372	1237	OnePlus	Nord N10	860427384654863	89012608395995380887	310260167787799	16148925704	2020-12-27 23:48:43+00
70011379	1238	Google	Pixel 5	353924399519101	89014803392777041984	311480693327363	17205967945	2020-08-17 07:44:26+00
70011386	1239	Samsung	Galaxy S21	355479412907369	89014804312255494843	311480648912648	16198043050	2021-06-16 10:20:23+00
70011393	1240	Motorola	Moto G Power	359197520587263	89012604159874567509	310260424308087	19192146881	2021-07-29 06:54:55+00
70011400	1241	Apple	iPhone 12	357454459179360	89012606342134715559	310260205749685	17045125076	2019-10-16 15:50:06+00
70011407	1242	Samsung	Galaxy S21	356112658587848	89014808671074620938	311480130136762	16147203565	2021-03-29 15:41:40+00
70011414	1243	OnePlus	Nord N10	866465545509067	89012405174213070066	310240754351012	19047052611	2020-05-30 05:49:08+00
70011421	1244	OnePlus	Nord N10	864451667154751	89014802634161485124	311480028414027	12068797123	2019-07-31 14:00:37+00
70011428	1245	Samsung	Galaxy S21	357508682075792	89012406880451237758	310240162235279	13053867905	2021-07-13 20:23:31+00
70011435	1246	Google	Pixel 5	354816830720182	89012403178826611911	310240951558194	15126839459	2019-07-05 04:16:21+00
70011442	1247	Apple	iPhone 11	357337188049204	89014104353252768232	310410507641589	15127957128	2020-12-25 19:05:34+00
70011449	1248	Apple	iPhone 12	359612778903517	89014807392799978839	311480877636080	13032493624	2021-06-02 12:54:37+00
70011456	1249	Motorola	Moto G Power	356440001321791	89012403316306904402	310240731538717	13134915110	2019-04-14 16:11:57+00
70011463	1250	Samsung	Galaxy A52	358194129465588	89014103808976814720	310410351126477	12139166587	2020-02-19 23:51:01+00
70011470	1251	Motorola	Moto G Power	354004562840334	89014105312771102496	310410134356064	13038150166	2019-04-22 10:31:57+00
70011477	1252	Apple	iPhone 11	358605734310091	89012406377112794525	310240504511879	17044665927	2021-02-19 10:54:20+00
70011484	1253	Google	Pixel 5	355949879778859	89012407574675116265	310240138712873	15122223003	2020-08-02 08:47:37+00
70011491	1254	Xiaomi	Redmi Note 10	861418338505151	89012609655799366245	310260725643137	12068867691	2019-01-22 17:42:06+00
70011498	1255	OnePlus	Nord N10	861783478380693	89014108063785999073	310410119678195	19168946664	2019-12-30 07:20:39+00
70011505	1256	OnePlus	Nord N10	860643377779224	89012402349177892456	310240983956449	17162866039	2020-09-05 11:49:03+00
70011512	1257	Google	Pixel 5	352967272009915	89012605610728784152	310260483902476	14073263348	2019-04-26 03:40:28+00
70011519	1258	OnePlus	Nord N10	866828868615334	89012604683873709739	310260082550227	14145628146	2019-03-02 09:01:15+00
70011526	1259	Samsung	Galaxy A52	354013094902157	89012403560880866988	310240249326888	13476849617	2019-07-13 20:03:31+00
70011533	1260	Samsung	Galaxy A52	351232426354738	89012403616652026753	310240566890222	19174915793	2020-03-20 11:32:57+00
70011540	1261	Samsung	Galaxy S21	357607003721405	89014804475978414842	311480569730851	16152719464	2019-05-26 08:13:33+00
70011547	1262	Google	Pixel 5	354163313426585	89012603483040652339	310260951868154	18154906769	2020-02-08 05:41:11+00
70011554	1263	Apple	iPhone 11	359689537893684	89014809083365274145	311480945260086	15124973651	2021-01-15 06:04:47+00
70011561	1264	Google	Pixel 5	355907917364678	89014102481471914774	310410106956461	14142088635	2021-04-02 16:45:58+00
70011568	1265	Xiaomi	Redmi Note 10	867121758581132	89014106311885555812	310410511353788	13233670873	2019-07-22 20:47:56+00
70011575	1266	Samsung	Galaxy A52	354771741523920	89014801005016278652	311480105001117	19162707784	2020-01-03 04:42:37+00
70011582	1267	Samsung	Galaxy S21	353056798818865	89014802940869775082	311480743067396	12062953488	2021-04-22 15:37:45+00
70011589	1268	OnePlus	Nord N10	865188022642133	89012605870075243133	310260933908984	12122430244	2019-05-13 04:01:38+00
70011596	1269	Xiaomi	Redmi Note 10	862263877983412	89012403773668783040	310240777975350	16028884455	2019-02-05 12:52:20+00
70011603	1270	OnePlus	Nord N10	863972582600017	89012608799152678894	310260661499892	15125094734	2019-11-16 13:26:09+00
70011610	1271	Samsung	Galaxy A52	352910947034603	89012407276818393229	310240442195370	16195225895	2020-09-22 14:30:16+00
70011617	1272	Google	Pixel 5	350870856244746	89012405741987209185	310240634995926	15207511242	2020-04-02 02:24:51+00
70011624	1273	Samsung	Galaxy A52	355852022397595	89014109221759536763	310410626808276	18136407673	2020-09-24 09:25:30+00
70011631	1274	Motorola	Moto G Power	352926707092656	89012405091792803594	310240443961706	15099402803	2020-02-13 20:03:42+00
70011638	1275	Apple	iPhone 12	358310604723453	89014805864846588888	311480953340435	12166474695	2019-08-16 22:14:16+00
70011645	1276	Xiaomi	Redmi Note 10	860197234875667	89012606997175457096	310260105810333	16194970294	2021-03-12 01:01:00+00
70011652	1277	Samsung	Galaxy A52	356388402015928	89012405456542181452	310240121083584	19157058550	2019-04-06 13:00:30+00
70011659	1278	OnePlus	Nord N10	860408324149222	89014106791650977962	310410850423918	15129506157	2019-09-19 03:00:12+00
70011666	1279	Xiaomi	Redmi Note 10	864343389707364	89014104086959021568	310410913487829	12672033880	2019-01-22 05:52:04+00
70011673	1280	Motorola	Moto G Power	354063871359436	89012605686205143203	310260329386113	12068716901	2020-02-04 00:21:34+00
70011680	1281	OnePlus	Nord N10	869297903364349	89012600528069437187	310260828068969	16195981557	2021-08-04 00:03:44+00
70011687	1282	Xiaomi	Redmi Note 10	866036173590008	89012409431577162293	310240271912384	19168573508	2019-08-19 05:39:46+00
70011694	1283	Xiaomi	Redmi Note 10	867161188043022	89014805696918822682	311480230097513	17182896513	2019-06-23 03:15:29+00
70011701	1284	Samsung	Galaxy A52	358673483149979	89012603678363267173	310260653990360	15124251856	2019-03-31 20:15:01+00
70011708	1285	Apple	iPhone 12	359217968150836	89012604006036855043	310260148167217	12064894764	2020-07-06 21:11:19+00
70011715	1286	Motorola	Moto G Power	359577397809074	89012605892180376608	310260240998579	15098023459	2020-08-04 09:21:39+00
70011722	1287	Samsung	Galaxy A52	353103641425777	89014800534850157616	311480971895632	19197444396	2021-06-28 02:21:55+00
70011729	1288	Apple	iPhone 12	359077556775950	89014800449866955566	311480413047248	18154443559	2020-03-19 05:17:44+00
70011736	1289	Samsung	Galaxy S21	356863443049623	89014801154902476275	311480327136813	19196473217	2019-03-18 12:09:04+00
70011743	1290	Google	Pixel 5	351295256574543	89012408444152715709	310240640425309	19164642394	2019-06-06 12:59:44+00
70011750	1291	Apple	iPhone 11	355595258066059	89014102065541626391	310410930549198	12148905349	2020-11-14 19:50:17+00
70011757	1292	Apple	iPhone 12	355982869284182	89012609722956280468	310260957919118	13475070236	2019-07-14 18:07:25+00
70011764	1293	Motorola	Moto G Power	358437060032952	89012409085749360779	310240418918663	15094482637	2020-03-21 02:33:48+00
70011771	1294	Samsung	Galaxy S21	357005670635588	89014108752693150460	310410636380152	14143283012	2019-04-30 00:33:20+00
70011778	1295	Apple	iPhone 12	359786239603526	89012407935448536305	310240463145856	17042236784	2019-06-08 12:07:38+00
70011785	1296	OnePlus	Nord N10	869884865300344	89012602376249937355	310260575981629	15207616948	2021-02-09 04:55:33+00
70011792	1297	Google	Pixel 5	356245290683995	89014109855327062420	310410088035984	19167660419	2021-05-06 15:45:45+00
70011799	1298	Apple	iPhone 11	355497692219339	89012603963689716420	310260988020763	17164216026	2019-08-22 09:22:45+00
70011806	1299	Apple	iPhone 12	358641916793762	89012600625475861313	310260199713612	19153219377	2020-05-18 13:32:31+00
70011813	1300	Apple	iPhone 11	351264103056450	89012602345244208534	310260539992169	14049905931	2020-03-02 00:38:58+00
70011820	1301	Apple	iPhone 12	355674944466070	89012403984116425783	310240870671820	16142584835	2019-06-15 14:17:09+00
70011827	1302	Motorola	Moto G Power	358710202323822	89014804700368807861	311480016412622	14078976306	2020-12-25 02:22:54+00
70011834	1303	Google	Pixel 5	352317061607505	89012406490221324884	310240209040038	14073577752	2020-09-05 14:43:04+00
70011841	1304	Xiaomi	Redmi Note 10	860876589165606	89012608823272403312	310260498643042	13233591917	2019-05-07 22:59:47+00
70011848	1305	Motorola	Moto G Power	355951949737352	89014107679941361428	310410505423837	12677831721	2021-03-18 22:19:13+00
70011855	1306	Google	Pixel 5	354913993628169	89012603319447991534	310260683832832	18155922692	2020-01-12 21:37:03+00
70011862	1307	Apple	iPhone 12	350872584455321	89014808682642973972	311480902135752	13137399774	2020-01-15 02:45:48+00
70011869	1308	Apple	iPhone 12	358657439297685	89012407975436753876	310240665563399	17134735820	2020-08-15 11:35:25+00
70011876	1309	Samsung	Galaxy A52	350638204604238	89014108608864985490	310410315149095	13127211244	2020-10-02 21:41:38+00
70011883	1310	Apple	iPhone 12	352069833882581	89012600269695676399	310260092839345	17165564582	2019-12-10 22:21:41+00
70011890	1311	Motorola	Moto G Power	356583457585326	89012608044727916226	310260858345325	12157058991	2020-10-25 19:40:47+00
70011897	1312	OnePlus	Nord N10	864561267079354	89014102092158827583	310410180048712	17167387320	2019-07-19 06:51:18+00
70011904	1313	Samsung	Galaxy S21	356232549857034	89014800960866084348	311480565206800	13473068071	2020-07-19 07:33:35+00
70011911	1314	Google	Pixel 5	357129445433747	89012407304989869445	310240569035557	19195210807	2020-02-19 00:02:12+00
70011918	1315	Google	Pixel 5	353483942816688	89014801804695786831	311480124274745	12063903357	2019-05-14 20:36:06+00
70011925	1316	Samsung	Galaxy S21	357286863327759	89012403072451807987	310240748157445	19125945095	2020-02-19 19:43:15+00
70011932	1317	Motorola	Moto G Power	359344476261325	89012609055569282377	310260557529780	19178566442	2019-01-26 06:19:42+00
70011939	1318	OnePlus	Nord N10	861587690538495	89012403045640126022	310240129560778	17736977386	2019-05-28 02:03:08+00
70011946	1319	Xiaomi	Redmi Note 10	863361527657813	89014809280018902003	311480502464203	18153523157	2020-02-21 20:56:15+00
70011953	1320	Samsung	Galaxy A52	355406810836007	89014102730179901156	310410783496910	16028265027	2020-04-03 03:44:44+00
70011960	1321	Motorola	Moto G Power	352011645529448	89014808307110730908	311480761465977	12068447287	2020-05-09 12:05:40+00
70011967	1322	Xiaomi	Redmi Note 10	867463034347346	89012406462541254661	310240071599405	15596589854	2020-05-01 06:51:59+00
70011974	1323	Xiaomi	Redmi Note 10	863940894409641	89012606219762293531	310260511913909	14122518043	2019-03-11 20:26:45+00
70011981	1324	Samsung	Galaxy S21	358216934169772	89012403935444151772	310240527758408	19162723392	2019-05-08 14:58:47+00
70011988	1325	Samsung	Galaxy S21	351576455616684	89014105280147697111	310410772939411	12127122131	2020-12-17 10:09:58+00
70011995	1326	Samsung	Galaxy S21	350835199275905	89012403851870343793	310240313283230	12146768583	2019-05-28 01:20:56+00
70012002	1327	OnePlus	Nord N10	868593075208525	89012400543262868668	310240004483062	14073131584	2021-07-28 06:21:49+00
70012009	1328	Motorola	Moto G Power	358480933583397	89012605122567234596	310260890426005	17734780733	2021-04-08 23:05:07+00
70012016	1329	OnePlus	Nord N10	861182324599715	89012608419802573136	310260764536704	13034738178	2021-03-05 04:39:29+00
70012023	1330	OnePlus	Nord N10	865412991826034	89014107109414040366	310410453555414	14077796855	2020-06-07 18:56:48+00
70012030	1331	Xiaomi	Redmi Note 10	867417743554493	89012608869138365518	310260021235692	19737849561	2019-05-12 16:19:27+00
70012037	1332	Google	Pixel 5	357413284364373	89014104836730647671	310410507822723	15122670564	2020-02-12 23:55:16+00
70012044	1333	Samsung	Galaxy A52	357776818003653	89014802340960172505	311480972698196	15203643398	2020-09-18 18:53:07+00
70012051	1334	Motorola	Moto G Power	354356271507871	89014803958194100205	311480757381953	14043231795	2019-10-14 16:57:58+00
70012058	1335	Apple	iPhone 12	355361250042709	89012608329231865518	310260877895315	14078369656	2019-03-31 09:48:19+00
70012065	1336	OnePlus	Nord N10	866874725654777	89014803429942676664	311480389066608	19734023753	2019-08-31 03:15:46+00
70012072	1337	Xiaomi	Redmi Note 10	869780322853968	89012409361131472245	310240771923535	15595004853	2020-10-20 06:57:59+00
70012079	1338	Apple	iPhone 12	352342080027287	89014102206150687379	310410215832419	17202521030	2020-05-12 06:02:01+00
70012086	1339	OnePlus	Nord N10	863141751366830	89014102840103241270	310410791238860	13238802397	2021-07-13 10:26:20+00
70012093	1340	Apple	iPhone 11	358133181211241	89012403062484213592	310240758174169	19047208966	2020-10-26 19:03:11+00
70012100	1341	Apple	iPhone 11	353276391754511	89014106608902709680	310410059048827	19163029760	2020-04-29 05:27:53+00
70012107	1342	Motorola	Moto G Power	350040888175314	89012603188056657110	310260943729890	13135608128	2019-03-23 08:00:00+00
70012114	1343	OnePlus	Nord N10	861982330864676	89012607825183657648	310260749839903	16144864552	2020-12-05 20:45:09+00
70012121	1344	Motorola	Moto G Power	357508719449804	89014808336693490721	311480293874466	15098917750	2019-02-15 23:15:52+00
70012128	1345	Apple	iPhone 11	359680033076536	89014104139292972573	310410317798649	14122501385	2021-03-09 08:06:18+00
70012135	1346	Samsung	Galaxy S21	356832416941132	89014106005902381901	310410745709789	12169551470	2019-02-26 02:57:04+00
70012142	1347	Google	Pixel 5	355084438690179	89012406783377365085	310240484105950	14076705347	2019-09-01 19:40:54+00
70012149	1348	Samsung	Galaxy A52	355297441147330	89012602277153454793	310260845174687	17869494990	2019-01-17 13:41:00+00
70012156	1349	Apple	iPhone 12	357180844673151	89014102743686813194	310410730700421	15096688045	2020-09-17 12:17:26+00
70012163	1350	Google	Pixel 5	359731633424830	89012405632015407737	310240305500100	16152859285	2021-02-22 10:46:18+00
70012170	1351	Google	Pixel 5	354688920528423	89012601380652613306	310260100734953	17188466868	2020-07-03 19:58:46+00
70012177	1352	Motorola	Moto G Power	354457554377998	89014107049492051762	310410496635115	12152269521	2020-07-30 07:53:10+00
70012184	1353	Apple	iPhone 12	350235652016971	89014802872034590890	311480105867162	12126705116	2021-04-23 14:48:30+00
70012191	1354	Samsung	Galaxy S21	354737487184110	89012607108438509371	310260556245002	15122601930	2020-07-28 18:44:58+00
70012198	1355	Samsung	Galaxy A52	359776964412375	89014805348223807780	311480889125086	17207323262	2020-07-16 05:18:24+00
70012205	1356	Samsung	Galaxy A52	356163421926532	89012402794026678103	310240425779299	19734808996	2019-08-07 00:35:36+00
70012212	1357	Motorola	Moto G Power	352184905416232	89012603366011090060	310260552160673	14046732963	2021-03-07 12:11:37+00
70012219	1358	Apple	iPhone 12	357216778305186	89012609890775063041	310260494541240	18326737621	2019-08-09 07:16:28+00
70012226	1359	Apple	iPhone 11	356732694774702	89014805030414419324	311480414924038	17043178370	2019-12-01 14:45:56+00
70012233	1360	Apple	iPhone 11	358670140722263	89012607989496699349	310260587375792	13053142606	2019-02-20 07:02:58+00
70012240	1361	Samsung	Galaxy A52	358658478739785	89014805294214408347	311480540809527	17187317298	2019-07-28 05:59:59+00
70012247	1362	OnePlus	Nord N10	865094626652835	89012603287419589166	310260719501322	17162097725	2020-02-04 00:32:14+00
70012254	1363	Apple	iPhone 11	356958341763760	89014805982037518512	311480668417413	17738165215	2019-07-04 10:44:38+00
70012261	1364	OnePlus	Nord N10	863495084854056	89014808905263182585	311480581495834	19732136338	2020-11-09 22:31:36+00
70012268	1365	Apple	iPhone 12	358224512838974	89012601098026054557	310260928910332	16153987223	2020-01-04 12:44:12+00
70012275	1366	Motorola	Moto G Power	356443626852604	89012606238579416721	310260314799817	15596143237	2020-04-08 09:18:18+00
70012282	1367	Xiaomi	Redmi Note 10	864341103348184	89014108777794129824	310410873325212	14805331526	2020-08-28 06:04:48+00
70012289	1368	Samsung	Galaxy A52	354914914384908	89012407881664584811	310240182128007	15595755675	2020-05-20 22:13:39+00
70012296	1369	Apple	iPhone 11	353000392893395	89014104123200208452	310410541242348	19162076258	2021-02-24 03:04:11+00
70012303	1370	Google	Pixel 5	354568748921903	89014803294217189391	311480361576672	16198952248	2020-05-11 13:33:17+00
70012310	1371	Google	Pixel 5	358121567830098	89014107995412086926	310410065907020	15094977899	2020-11-27 23:33:49+00
70012317	1372	Google	Pixel 5	354836563929305	89014808730254948822	311480896953749	18137003733	2020-02-04 08:44:04+00
70012324	1373	Motorola	Moto G Power	357791587951594	89014102227357220293	310410317004700	15598842745	2020-09-25 14:26:49+00
70012331	1374	OnePlus	Nord N10	867584478766913	89012609611412437335	310260587360789	14145810543	2021-06-17 15:58:18+00
70012338	1375	Apple	iPhone 12	353273005917923	89014803287772306673	311480757031003	13234493818	2021-02-10 06:08:12+00
70012345	1376	Samsung	Galaxy S21	353960635943879	89012606306590818116	310260566194442	19166366253	2021-05-20 00:03:22+00
70012352	1377	Samsung	Galaxy S21	357518835162504	89012407941943734411	310240787953982	15206488330	2020-01-19 04:28:13+00
70012359	1378	OnePlus	Nord N10	864114639810492	89014109664845903390	310410949147687	19128782914	2020-12-30 03:00:46+00
70012366	1379	OnePlus	Nord N10	869864166009208	89014108259150074910	310410833305627	13055667167	2019-04-05 04:59:47+00
70012373	1380	OnePlus	Nord N10	862201078508331	89012405897408199361	310240930040777	18136126777	2021-01-14 11:50:10+00
70012380	1381	Apple	iPhone 11	350774731149320	89014804314828655785	311480760381363	16022078530	2021-05-16 04:59:19+00
70012387	1382	OnePlus	Nord N10	868450700740804	89012403338930301573	310240484610001	15098025452	2019-06-30 07:35:34+00
70012394	1383	Apple	iPhone 11	356617050786590	89014105241269200456	310410954804901	17205457644	2021-05-03 19:54:46+00
70012401	1384	Xiaomi	Redmi Note 10	868490204502276	89012404667417201487	310240541408436	14126882609	2020-10-06 10:11:41+00
70012408	1385	Google	Pixel 5	356352069592512	89012408787008829763	310240293448978	19122238270	2020-01-10 17:24:55+00
70012415	1386	Samsung	Galaxy S21	356038551161037	89012605421129602609	310260405437911	15206916715	2021-06-18 07:54:07+00
70012422	1387	Samsung	Galaxy A52	355090169176718	89014109955158375378	310410174296135	16155699940	2020-06-02 18:02:07+00
70012429	1388	Google	Pixel 5	353567779192062	89012409063510972551	310240627674218	16783986662	2021-04-07 16:29:47+00
70012436	1389	Apple	iPhone 11	358173343996453	89012603850941960989	310260898000925	12064135980	2021-06-12 11:49:50+00
70012443	1390	Google	Pixel 5	358318644259206	89012409862133998103	310240008126824	16782180143	2020-04-07 21:01:35+00
70012450	1391	Apple	iPhone 11	357260421106476	89014102347405781524	310410519473509	17168014492	2020-10-02 23:30:40+00
70012457	1392	Xiaomi	Redmi Note 10	864348003927579	89012405108468804571	310240749688086	12064145711	2021-03-06 23:16:53+00
70012464	1393	OnePlus	Nord N10	865223180307375	89012401196794824292	310240493682315	17188265663	2020-09-05 21:25:01+00
70012471	1394	Apple	iPhone 12	357610965590735	89012403621130542413	310240921896985	13473628763	2019-04-02 16:16:00+00
70012478	1395	Motorola	Moto G Power	350358900258672	89012602837669397024	310260449904256	16788400444	2019-07-11 19:06:55+00
70012485	1396	OnePlus	Nord N10	862598278530787	89012602734868442265	310260832752669	15127793888	2019-09-23 02:08:59+00
70012492	1397	Motorola	Moto G Power	354616003451890	89014106581862219125	310410168576239	16787951468	2020-06-10 02:35:05+00
70012499	1398	Google	Pixel 5	356765712872488	89012607325460585919	310260165484032	19128870266	2020-08-18 10:21:55+00
70012506	1399	Xiaomi	Redmi Note 10	862010847924665	89012600725313240454	310260442389204	19125239148	2019-03-26 18:31:00+00
70012513	1400	Apple	iPhone 12	354567830672382	89012409298929363675	310240236114848	16173376127	2021-03-25 21:45:06+00
70012520	1401	Samsung	Galaxy S21	359462217367381	89012608522356518686	310260921003418	19155321749	2021-01-26 07:02:43+00
70012527	1402	Xiaomi	Redmi Note 10	860544677359107	89012608875817417488	310260151635143	12166148798	2019-09-21 09:14:02+00
70012534	1403	Samsung	Galaxy A52	352323383433257	89012409423165693912	310240726120911	12125864886	2021-06-29 21:09:13+00
70012541	1404	OnePlus	Nord N10	862975441490174	89012404813849278897	310240040127831	12067374818	2020-03-07 18:06:03+00
70012548	1405	Xiaomi	Redmi Note 10	863846030951935	89014106174650861496	310410893011426	14079049654	2020-11-21 00:10:32+00
70012555	1406	Samsung	Galaxy A52	353513873690791	89014808307386844276	311480610434285	17184493298	2021-07-24 00:30:12+00
70012562	1407	Samsung	Galaxy A52	359177562871957	89012400057448863329	310240987898743	16142080300	2019-12-13 17:51:28+00
70012569	1408	OnePlus	Nord N10	866891002293368	89012404978495156109	310240024870322	17043602231	2020-04-02 23:28:10+00
70012576	1409	Apple	iPhone 11	353926966487000	89012408696522033382	310240656878698	12674952282	2021-01-02 12:14:42+00
70012583	1410	Apple	iPhone 11	353062432941287	89012605031194264654	310260578726265	16159058283	2020-01-18 14:31:11+00
70012590	1411	Apple	iPhone 12	355896310674058	89012607145411286007	310260719220367	12067850967	2019-07-24 10:33:52+00
70012597	1412	Apple	iPhone 11	356506724835026	89014108833431005677	310410914372233	17209741576	2019-09-22 19:27:27+00
70012604	1413	Xiaomi	Redmi Note 10	868379471281336	89012403313529723966	310240803244711	15128864476	2020-03-09 11:42:48+00
70012611	1414	OnePlus	Nord N10	869936719702669	89012401619961658987	310240267752130	12676102502	2020-01-12 20:19:21+00
70012618	1415	Apple	iPhone 12	356081710810649	89014101500468445145	310410239860233	15094739220	2020-06-06 15:26:49+00
70012625	1416	Motorola	Moto G Power	358941772326784	89014803082751895600	311480849318493	15592252312	2020-07-01 10:21:22+00
70012632	1417	Xiaomi	Redmi Note 10	864253407556521	89012404633188170772	310240183464252	19157745335	2019-04-24 03:23:51+00
70012639	1418	Motorola	Moto G Power	357158738648323	89012403540556659248	310240086161673	14077782238	2021-02-20 23:51:29+00
70012646	1419	Xiaomi	Redmi Note 10	864442098945008	89014105788907824709	310410233008595	18154978690	2019-06-22 15:59:37+00
70012653	1420	Xiaomi	Redmi Note 10	866475358255088	89012406333782157071	310240759912869	12173571954	2019-07-17 12:11:18+00
70012660	1421	Samsung	Galaxy A52	353774838758004	89012403264871305276	310240686829404	14808663069	2019-05-28 16:09:07+00
70012667	1422	OnePlus	Nord N10	868385351068370	89012404855179716202	310240120135515	16146265895	2019-06-16 15:53:16+00
70012674	1423	Samsung	Galaxy S21	357776608625582	89012601832208630077	310260754994428	13038928496	2020-10-25 12:32:58+00
70012681	1424	Apple	iPhone 11	356239758037570	89012401838548643607	310240675519126	16197070936	2019-10-09 02:53:11+00
70012688	1425	Apple	iPhone 11	357251119597605	89012409744189359457	310240600780698	16155296757	2019-01-16 04:05:30+00
70012695	1426	Samsung	Galaxy S21	359531230092539	89012400559569629017	310240267906420	14075438350	2021-01-03 15:42:02+00
70012702	1427	Samsung	Galaxy A52	353010066320351	89012405941430491089	310240614406743	15125035620	2020-07-08 19:26:07+00
70012709	1428	Xiaomi	Redmi Note 10	862180772185481	89012609725661655114	310260436228274	16786716516	2020-05-14 06:06:20+00
70012716	1429	Google	Pixel 5	356566405922600	89014102455808863300	310410286964269	12174549074	2021-07-17 23:13:21+00
70012723	1430	Samsung	Galaxy A52	351168494041114	89012406688884986358	310240922128413	13052129396	2019-08-01 18:20:47+00
70012730	1431	Samsung	Galaxy S21	359250570925063	89014107422815938934	310410609540310	13477426755	2019-01-06 09:40:13+00
70012737	1432	Samsung	Galaxy A52	353249176893663	89014805546930817311	311480628855695	19196226050	2019-07-23 01:03:07+00
70012744	1433	Samsung	Galaxy A52	350180308404512	89014805686983407618	311480771671761	13036031496	2020-04-04 04:36:52+00
70012751	1434	Samsung	Galaxy A52	353270814744308	89012407291006017779	310240069844653	13126024514	2019-02-13 13:51:08+00
70012758	1435	Google	Pixel 5	351845861127911	89014105874201383673	310410978581564	15202822936	2019-09-03 07:59:59+00
70012765	1436	Apple	iPhone 12	354226472631780	89012408264186443007	310240084926513	12129209620	2020-09-08 12:57:32+00
70012772	1437	Motorola	Moto G Power	356713390466306	89012403902715164355	310240104242123	15092529965	2020-12-21 03:43:01+00
70012779	1438	Samsung	Galaxy S21	353058209268086	89012406629127051444	310240127494608	13137897952	2020-10-21 01:24:45+00
70012786	1439	Motorola	Moto G Power	357722728123454	89014800082363101259	311480091908532	19726938009	2020-08-18 18:37:39+00
70012793	1440	Samsung	Galaxy A52	354600227134110	89014809790464214299	311480893011498	18135680863	2019-07-14 17:37:32+00
\.


--
-- Data for Name: identity_documents; Type: TABLE DATA; Schema: crm; Owner: northwind
--

COPY crm.identity_documents (id, customer_id, dl_number, dl_state, verified, verified_on) FROM stdin;
1	1041	068392410	TN	t	2019-11-11
2	1042	516040381	NY	t	2021-01-19
3	1043	31672324	PA	t	2021-01-31
4	1044	T6504307078703	WI	t	2019-04-03
5	1045	W8936159	CA	t	2021-02-16
6	1046	RK184739	OH	t	2019-08-08
8	1048	915389643	CO	t	2021-04-04
10	1050	A7165340	CA	t	2019-07-20
11	1051	D38018899	AZ	t	2020-12-17
13	1053	J52093440276	IL	t	2021-05-05
15	1055	M324005849690	FL	t	2019-11-24
16	1056	B6201640230197	WI	t	2019-07-21
17	1057	S95677593	MA	t	2020-04-28
18	1058	37585369	TX	t	2020-07-26
19	1059	064561469	GA	t	2020-04-03
20	1060	298129757459	NC	f	2019-05-15
22	1062	29782651	PA	t	2021-01-05
23	1063	760959172	NY	t	2019-08-13
24	1064	S426784751050	FL	t	2019-03-18
25	1065	H62081079340	IL	t	2019-01-26
26	1066	024180467	GA	f	2020-09-17
27	1067	140364591	NY	t	2021-08-06
28	1068	A32139848	AZ	t	2019-10-13
29	1069	W320427424600	FL	t	2020-02-28
30	1070	WDLWLLF704G5	WA	f	2019-09-01
31	1071	L270886238449	MI	t	2021-05-31
32	1072	245919094	NY	t	2020-02-18
33	1073	S41521059901	IL	t	2020-11-18
34	1074	S61281460	MA	t	2021-01-03
35	1075	024195458	GA	t	2019-03-08
36	1076	TH072054	OH	t	2020-07-28
37	1077	J741421378295	MI	t	2020-08-22
38	1078	900393643	NY	t	2020-08-17
39	1079	S433341955689	MI	t	2019-09-02
40	1080	K50051562840	IL	t	2020-02-15
41	1081	R362380902850	FL	t	2020-02-11
42	1082	S300018676360	FL	t	2019-12-03
44	1084	SH735308	OH	t	2020-10-05
45	1085	K500166747210	FL	t	2019-11-07
46	1086	M32450141898	IL	t	2021-08-04
47	1087	S12876120	MA	t	2020-09-29
48	1088	T1843368	CA	t	2020-07-04
49	1089	910076259	CO	t	2020-04-25
50	1090	021060991	GA	t	2020-08-16
51	1091	299632745013	NC	t	2020-01-23
52	1092	373835488	NY	t	2020-12-30
55	1095	F7221159	CA	t	2020-05-13
56	1096	W42578063952	IL	t	2019-11-04
57	1097	627935972069	NC	t	2020-01-13
58	1098	25081781	PA	t	2019-04-15
59	1099	P626058462460	FL	t	2021-05-05
60	1100	335622081252	NC	t	2020-11-25
61	1101	22431731	PA	t	2020-01-09
62	1102	S50131358	MA	t	2021-04-06
63	1103	33672667	PA	t	2019-08-15
64	1104	490916461933	NC	t	2021-02-15
65	1105	R38309076158815	NJ	t	2021-01-12
66	1106	35996309	TX	t	2020-03-31
67	1107	12022855	TX	t	2019-10-06
69	1109	L895453519672	MI	t	2019-07-10
70	1110	Y2422161	CA	t	2020-05-04
71	1111	905969527	NY	t	2019-08-31
72	1112	24970211	PA	t	2020-08-07
73	1113	D50063049094	IL	t	2019-09-26
74	1114	038953301	GA	t	2019-01-17
75	1115	747016949	NY	t	2019-01-20
76	1116	F2158568	CA	t	2020-10-05
77	1117	939827300	NY	t	2019-03-06
78	1118	035763215	GA	t	2021-08-07
79	1119	WDLRJXC774H2	WA	t	2019-01-12
80	1120	H620791914270	FL	f	2021-06-09
81	1121	M40875166102962	NJ	t	2020-01-11
82	1122	055269383	GA	t	2019-12-29
83	1123	E363130786310	FL	t	2021-03-23
85	1125	WDLJXCM942P0	WA	t	2020-12-29
86	1126	H400512913070	FL	t	2021-01-22
87	1127	WDLLCHP494K1	WA	t	2019-02-14
89	1129	30953681	PA	t	2020-05-09
90	1130	R9578080	CA	t	2020-09-11
91	1131	M460062541870	FL	t	2020-02-06
92	1132	K5186587	CA	f	2020-03-27
93	1133	09660248	TX	t	2021-06-03
94	1134	563885915	NY	t	2020-08-10
95	1135	WDLYFWF475S7	WA	t	2020-04-19
96	1136	32336216	PA	t	2021-02-01
97	1137	F10233606610016	NJ	t	2021-02-28
98	1138	03681601	TX	t	2021-05-04
99	1139	F394727326575	MI	t	2020-06-26
100	1140	F260423468220	FL	t	2019-02-06
101	1141	021698137	TN	t	2020-10-25
102	1142	26006646	TX	t	2021-07-09
103	1143	J855885560090	MI	t	2019-04-03
104	1144	053492189	GA	t	2020-04-12
105	1145	078599706	GA	t	2021-03-01
106	1146	T656722993360	FL	t	2021-03-19
107	1147	M620003794470	FL	t	2021-05-08
108	1148	W5922865	CA	f	2020-01-08
110	1150	G8055027	CA	t	2019-01-26
111	1151	W7134307	CA	t	2021-04-11
112	1152	21531754	PA	f	2021-01-29
113	1153	A41643981108	IL	t	2020-01-10
115	1155	UA798825	OH	t	2021-07-08
117	1157	G362118805860	FL	t	2020-01-14
118	1158	089594118	GA	t	2021-02-11
120	1160	42879184	TX	t	2021-06-22
121	1161	G635435616470	FL	t	2019-07-23
122	1162	N25086355689	IL	t	2020-05-29
123	1163	D50488099	AZ	t	2019-01-18
124	1164	N242631813610	FL	t	2019-10-20
126	1166	088800903	TN	t	2019-02-02
129	1169	R201922410720	MI	t	2020-10-07
130	1170	WDLWKZJ207K7	WA	t	2021-02-21
131	1171	W4537138	CA	t	2020-04-10
132	1172	Y05393673	AZ	t	2020-03-26
133	1173	M4327297	CA	f	2021-01-19
134	1174	C6360147524149	WI	t	2020-11-23
135	1175	840239426	NY	t	2020-04-13
136	1176	30242682	PA	t	2020-08-21
137	1177	S9326431	CA	t	2019-05-29
138	1178	B50048974	AZ	t	2021-07-22
139	1179	32909540	PA	t	2019-03-09
140	1180	M642426723230	FL	t	2021-04-07
141	1181	E8902100	CA	t	2019-01-24
142	1182	T4601785041717	WI	t	2021-05-14
143	1183	06900018	TX	t	2019-04-07
144	1184	R263431636000	FL	t	2021-02-13
145	1185	S66194092	MA	t	2019-08-23
146	1186	W300014443830	FL	t	2019-04-03
147	1187	T512503744630	FL	t	2020-01-15
148	1188	J52397376957982	NJ	t	2019-08-14
149	1189	29808438	TX	t	2020-07-13
150	1190	340491056482	NC	t	2021-07-22
152	1192	RF299270	OH	t	2020-05-08
153	1193	S42673885656	IL	f	2020-12-12
154	1194	07013115	TX	f	2020-05-20
155	1195	242259864164	NC	t	2021-04-22
156	1196	068068822	GA	t	2021-07-03
157	1197	S37352858	MA	f	2021-03-04
158	1198	RJ834210	OH	f	2020-10-17
159	1199	077621311	GA	t	2020-07-05
160	1200	N425545718280	FL	t	2021-07-20
161	1201	29215576	PA	t	2019-07-27
162	1202	001986826	GA	t	2021-01-13
163	1203	B08618185	AZ	t	2019-04-23
164	1204	G46069336961994	NJ	t	2019-06-11
165	1205	909285203	CO	t	2019-02-10
166	1206	072292754	GA	f	2020-04-19
167	1207	W623555713240	FL	t	2020-02-24
168	1208	016016497	GA	t	2020-10-23
169	1209	WDLTYFK528H9	WA	t	2019-04-12
170	1210	25254144	TX	t	2019-11-09
171	1211	C160546688470	FL	t	2020-12-20
172	1212	J520548877540	FL	t	2021-05-26
173	1213	W37083566705024	NJ	t	2020-09-13
175	1215	27559652	TX	t	2019-12-07
176	1216	TB514617	OH	t	2021-05-27
177	1217	31930019	TX	t	2019-09-20
178	1218	G524438910860	FL	t	2019-11-08
180	1220	S01382246	MA	t	2020-05-07
181	1221	099051551	NY	t	2019-08-16
182	1222	006058772	TN	t	2019-05-24
183	1223	867514840538	NC	t	2020-04-18
184	1224	B5766134	CA	t	2019-06-04
185	1225	11693788	TX	t	2020-05-31
186	1226	K4765614	CA	t	2019-06-03
188	1228	W31996686708406	NJ	t	2021-05-25
189	1229	L57223916901984	NJ	f	2020-03-14
190	1230	M79601626105876	NJ	t	2021-01-24
191	1231	UJ136217	OH	f	2019-10-21
192	1232	707573406	NY	t	2020-05-01
194	1234	387050047	NY	t	2019-01-24
195	1235	936814633	CO	t	2020-09-24
196	1236	D39448951	AZ	t	2019-09-05
198	1238	978507225	CO	t	2021-04-22
199	1239	G6392793	CA	f	2019-06-28
200	1240	332155959794	NC	t	2020-10-01
201	1241	102063567684	NC	t	2021-01-22
203	1243	R163427831660	FL	t	2021-05-04
204	1244	WDLPZGP466F3	WA	t	2019-10-09
205	1245	B650550987260	FL	t	2020-05-18
206	1246	14263966	TX	t	2019-04-01
207	1247	34943003	TX	t	2020-09-07
208	1248	939986182	CO	t	2019-06-16
209	1249	M876825549436	MI	f	2021-06-12
210	1250	P6337098	CA	t	2019-01-12
211	1251	965822146	CO	t	2020-09-09
212	1252	854334098826	NC	t	2021-02-01
213	1253	12635819	TX	t	2019-02-14
215	1255	L4011942	CA	t	2020-10-10
216	1256	230432644	NY	t	2019-03-20
217	1257	J525687988390	FL	t	2019-08-17
218	1258	J5200005890515	WI	t	2019-02-27
220	1260	785855843	NY	f	2019-10-17
221	1261	034345132	TN	f	2019-07-25
222	1262	L12020368863	IL	t	2021-01-09
223	1263	17760685	TX	f	2019-11-14
224	1264	C2361186438800	WI	t	2020-10-03
225	1265	D6853644	CA	t	2020-10-20
227	1267	WDLLYLR246L8	WA	f	2019-12-01
228	1268	250245311	NY	t	2019-01-15
229	1269	D60974864	AZ	t	2019-09-29
231	1271	K8079283	CA	t	2020-04-28
232	1272	Y13508853	AZ	t	2020-08-25
233	1273	S552899773210	FL	t	2021-05-28
234	1274	WDLZGRC048N7	WA	t	2019-07-08
235	1275	RK905715	OH	t	2021-04-26
236	1276	Y2221693	CA	f	2020-07-03
237	1277	37811053	TX	t	2021-06-12
238	1278	27075933	TX	t	2019-03-14
239	1279	29689220	PA	t	2020-04-18
241	1281	K5767605	CA	t	2020-03-06
242	1282	J0994244	CA	t	2020-01-13
243	1283	411812304	NY	t	2020-06-23
244	1284	19992066	TX	t	2020-08-16
245	1285	WDLCMXF781J9	WA	f	2020-11-23
246	1286	WDLSYXW787P1	WA	t	2019-08-22
248	1288	C55243390017	IL	t	2020-12-12
249	1289	198067093927	NC	t	2020-10-30
250	1290	P7996241	CA	t	2019-10-16
251	1291	24243050	TX	t	2019-12-17
252	1292	277770321	NY	t	2019-06-25
253	1293	WDLBGMG501F8	WA	t	2021-07-13
254	1294	B6501315132768	WI	t	2020-02-20
255	1295	234389802523	NC	t	2021-07-30
256	1296	Y07791952	AZ	t	2019-01-09
257	1297	Y4428582	CA	t	2021-02-10
258	1298	921102717	NY	t	2019-12-17
259	1299	23819821	TX	t	2021-05-30
260	1300	060491691	GA	t	2021-06-30
261	1301	RB843156	OH	t	2020-11-06
262	1302	F655544580230	FL	t	2020-01-05
263	1303	P625914882900	FL	t	2020-05-19
264	1304	K6506916	CA	t	2019-06-12
265	1305	31492579	PA	t	2019-01-12
266	1306	G62042594150	IL	t	2019-06-14
267	1307	L085348962719	MI	t	2019-02-06
268	1308	44363336	TX	t	2021-07-02
270	1310	700655136	NY	t	2020-02-26
271	1311	20801384	PA	t	2020-04-28
272	1312	701258734	NY	f	2021-02-14
273	1313	718680524	NY	t	2020-10-27
274	1314	898815483887	NC	t	2020-08-07
275	1315	WDLBGSP595Y3	WA	t	2019-10-04
276	1316	007063942	GA	t	2021-05-24
277	1317	868605806	NY	f	2020-11-16
278	1318	C40065489695	IL	t	2019-01-03
279	1319	O16510044721	IL	t	2021-04-18
280	1320	D81472390	AZ	t	2019-04-13
281	1321	WDLSDDT212L7	WA	f	2019-01-07
282	1322	D5297313	CA	t	2020-10-03
283	1323	30711726	PA	t	2019-04-19
284	1324	A6177914	CA	t	2020-06-09
285	1325	333138622	NY	t	2019-07-20
286	1326	42202493	TX	t	2021-06-22
287	1327	M600798400110	FL	t	2019-02-19
288	1328	R26372467112	IL	t	2020-09-12
289	1329	980585685	CO	t	2019-03-13
290	1330	H655627797520	FL	t	2019-06-26
291	1331	M85700726404795	NJ	t	2019-03-16
292	1332	38648664	TX	t	2019-03-22
293	1333	Y20789257	AZ	t	2019-12-27
294	1334	058900439	GA	t	2019-03-07
295	1335	M600282747040	FL	t	2021-05-22
296	1336	R39421816901533	NJ	t	2019-08-07
297	1337	C7745268	CA	t	2021-02-28
298	1338	953849288	CO	t	2020-08-12
299	1339	J9916344	CA	t	2019-06-23
300	1340	L200667677040	FL	t	2019-07-03
301	1341	H8015489	CA	f	2019-05-29
302	1342	L691586684315	MI	t	2019-02-18
303	1343	TJ102827	OH	t	2020-10-13
305	1345	21034821	PA	t	2019-06-09
306	1346	TE284358	OH	f	2020-04-27
307	1347	T520758542580	FL	t	2019-07-05
308	1348	G255171430280	FL	t	2020-06-18
309	1349	WDLMYKS041C7	WA	t	2021-05-27
310	1350	015092631	TN	t	2020-03-14
311	1351	889775275	NY	t	2020-02-10
312	1352	22782451	PA	t	2021-06-12
313	1353	509405461	NY	t	2020-11-05
314	1354	44065149	TX	t	2021-02-17
315	1355	945483672	CO	t	2020-09-28
316	1356	H75237176559702	NJ	t	2021-05-06
317	1357	063494996	GA	t	2019-07-01
318	1358	29191511	TX	t	2019-07-27
319	1359	958991812316	NC	t	2019-09-10
321	1361	083488885	NY	t	2019-06-16
322	1362	460026010	NY	t	2020-02-05
323	1363	W30076545353	IL	t	2019-08-12
324	1364	H26290686107775	NJ	t	2019-09-14
325	1365	022632193	TN	t	2019-12-06
326	1366	N7203856	CA	t	2021-06-08
327	1367	A15912083	AZ	t	2021-03-25
328	1368	W1984827	CA	t	2019-09-04
329	1369	A0545907	CA	t	2021-03-23
330	1370	M7827920	CA	t	2019-12-24
331	1371	WDLMZFP501K5	WA	t	2020-11-06
333	1373	D1244055	CA	t	2020-08-29
334	1374	G6206634152007	WI	t	2020-05-26
335	1375	B2478293	CA	f	2019-08-01
336	1376	N8876980	CA	t	2020-09-08
337	1377	Y77374261	AZ	t	2021-04-08
338	1378	058517956	GA	f	2021-03-11
339	1379	M320780769250	FL	t	2019-05-15
340	1380	H655177007870	FL	t	2020-07-25
341	1381	B19171388	AZ	t	2019-07-13
342	1382	WDLWLKL742H0	WA	f	2019-02-25
343	1383	976969550	CO	t	2021-01-24
346	1386	D75366747	AZ	t	2020-12-08
347	1387	057574892	TN	t	2019-01-24
348	1388	011511733	GA	t	2020-04-07
349	1389	WDLJHDY166H3	WA	t	2020-05-10
350	1390	065603744	GA	t	2021-02-06
351	1391	218719357	NY	t	2020-07-31
352	1392	WDLWMKH120S4	WA	t	2019-05-14
353	1393	896606316	NY	f	2020-03-19
354	1394	428427262	NY	t	2021-07-28
355	1395	020924267	GA	t	2019-05-27
356	1396	26224657	TX	t	2020-05-02
357	1397	085132899	GA	t	2020-04-21
358	1398	006928431	GA	t	2019-12-11
359	1399	073746880	GA	t	2019-08-28
360	1400	S34792077	MA	t	2019-10-05
361	1401	20893502	TX	t	2020-07-01
362	1402	TF128227	OH	t	2020-08-30
363	1403	694150923	NY	t	2021-07-04
365	1405	A416638610290	FL	t	2021-01-17
366	1406	922138972	NY	t	2021-02-06
367	1407	SH466113	OH	t	2019-03-27
368	1408	531263708198	NC	t	2019-03-09
369	1409	22450149	PA	t	2019-09-21
370	1410	000919409	TN	t	2020-02-12
371	1411	WDLDJFW819P1	WA	t	2019-01-15
372	1412	941382697	CO	t	2020-10-04
373	1413	10494031	TX	t	2020-06-25
374	1414	31411291	PA	t	2019-05-23
375	1415	WDLGPLD210F0	WA	t	2020-01-02
376	1416	F0571596	CA	t	2021-04-04
377	1417	15193091	TX	t	2020-05-22
378	1418	R362532799210	FL	t	2020-05-17
379	1419	A42543877757	IL	f	2020-12-02
380	1420	C16098001136	IL	f	2021-02-20
381	1421	D13160239	AZ	t	2019-11-10
382	1422	TF524783	OH	t	2020-04-21
383	1423	966682284	CO	t	2021-03-02
384	1424	W1008128	CA	t	2020-06-17
385	1425	065364249	TN	t	2019-10-17
386	1426	L120502569530	FL	t	2020-07-23
387	1427	06092025	TX	t	2020-06-22
388	1428	045498736	GA	t	2021-06-30
389	1429	R50042299078	IL	t	2020-02-17
391	1431	327354876	NY	t	2019-04-03
392	1432	446933056084	NC	t	2019-08-11
393	1433	961766227	CO	t	2019-11-06
394	1434	A35210160720	IL	f	2019-02-04
395	1435	D57962342	AZ	t	2019-03-25
396	1436	475056985	NY	t	2020-09-18
397	1437	WDLSDJY486T8	WA	t	2020-02-12
398	1438	P345185514103	MI	t	2021-05-16
400	1440	W300558476290	FL	t	2021-05-26
\.


--
-- Data for Name: orders; Type: TABLE DATA; Schema: crm; Owner: northwind
--

COPY crm.orders (order_no, customer_id, created_at, sku, quantity, price, store_lat, store_lon) FROM stdin;
100200343	1424	2020-03-19 23:07:29	NW-2447-X	3	753.24	38.048848	-83.289669
100200414	1358	2019-01-30 02:38:28	NW-7778-A	3	1191.63	35.15313	-123.174767
100200485	1083	2020-05-13 04:38:09	NW-1585-B	2	732.27	28.685776	-72.757893
100200487	1293	2020-07-21 09:34:15	NW-1966-B	2	213.42	28.855535	-112.912798
100200538	1076	2019-09-26 03:09:52	NW-5551-X	2	362.75	40.173064	-83.072339
100200574	1313	2020-02-11 17:29:30	NW-4655-X	1	666.91	47.065966	-108.156335
100200632	1365	2021-02-06 04:05:33	NW-4311-A	3	988.30	26.304295	-80.068603
100200683	1310	2020-02-01 20:05:08	NW-5950-B	2	584.10	41.116345	-96.339282
100200743	1305	2019-01-16 09:21:32	NW-8063-X	2	797.08	29.879538	-94.981585
100200751	1117	2021-02-27 09:28:43	NW-5153-A	2	213.09	31.629922	-108.189457
100200755	1128	2019-01-28 19:53:24	NW-5245-X	2	1174.42	31.391994	-93.290439
100200798	1363	2019-01-19 08:21:51	NW-8584-X	2	160.03	25.108327	-88.525578
100200869	1052	2019-07-13 03:24:39	NW-4622-A	1	850.24	28.727884	-91.336828
100200957	1221	2020-08-28 01:41:19	NW-9155-B	1	422.01	26.653553	-80.925722
100200972	1096	2019-06-08 10:15:24	NW-2867-X	3	31.55	44.055938	-113.492424
100201059	1112	2020-06-26 16:27:46	NW-5889-B	2	768.79	33.624185	-121.872925
100201068	1273	2019-01-04 19:08:18	NW-8786-X	1	113.71	27.096472	-117.841252
100201155	1327	2021-07-02 22:57:34	NW-5335-X	2	190.05	31.622786	-121.739963
100201231	1118	2019-04-29 10:45:22	NW-2465-B	3	313.31	32.288636	-119.013355
100201285	1258	2021-07-31 22:08:35	NW-5651-B	3	758.51	36.624714	-75.278252
100201355	1138	2021-07-07 01:14:24	NW-7810-B	3	69.46	46.754481	-71.94629
100201412	1382	2019-10-15 14:50:55	NW-9758-A	3	1158.99	29.852071	-119.433061
100201475	1280	2021-04-15 01:04:59	NW-8158-A	2	50.72	41.510677	-108.163386
100201561	1173	2019-12-04 02:01:17	NW-8955-X	1	646.43	37.777599	-72.544246
100201647	1248	2020-06-29 18:31:50	NW-2804-X	2	517.44	42.282503	-115.633373
100201728	1158	2019-12-09 22:47:02	NW-3087-B	1	425.32	38.952958	-88.042296
100201755	1383	2021-04-23 09:37:28	NW-7423-B	1	957.56	25.153662	-98.413908
100201796	1304	2019-06-02 20:08:53	NW-3831-B	1	507.52	44.148842	-74.195205
100201859	1086	2019-08-11 02:12:36	NW-4450-A	2	302.43	28.734948	-92.693295
100201886	1359	2020-06-11 11:26:51	NW-9831-X	3	1009.18	34.741389	-119.223008
100201965	1371	2021-02-02 22:15:28	NW-7554-X	2	838.36	37.205343	-80.149071
100202036	1111	2019-06-20 14:45:27	NW-3851-B	3	923.24	30.327865	-89.841994
100202090	1051	2019-12-24 19:59:30	NW-2703-B	1	1038.11	38.247521	-98.973522
100202091	1071	2020-02-05 00:31:46	NW-7078-X	1	803.53	45.338646	-71.561397
100202129	1435	2019-11-18 02:01:19	NW-1806-X	3	814.59	39.741684	-92.13808
100202212	1224	2021-01-09 16:51:21	NW-2190-B	2	954.05	35.964841	-83.972923
100202293	1377	2020-11-13 06:29:26	NW-2447-B	1	185.89	32.017526	-85.798573
100202328	1343	2020-05-15 07:00:21	NW-1845-A	1	519.44	40.03433	-107.505026
100202412	1261	2020-09-06 18:26:31	NW-8524-B	3	869.63	48.368322	-110.328564
100202486	1132	2021-05-21 08:13:00	NW-5769-B	2	595.07	42.127139	-74.668477
100202561	1166	2019-10-30 04:23:07	NW-5258-B	1	980.31	37.578588	-120.21901
100202604	1421	2019-03-10 14:07:55	NW-9067-X	3	1063.29	40.162057	-86.737999
100202635	1274	2019-12-02 20:30:45	NW-7145-X	2	506.75	32.22887	-80.656453
100202678	1091	2020-11-01 13:15:00	NW-9167-B	3	1107.37	43.745451	-118.464637
100202766	1055	2019-06-17 13:17:36	NW-8014-B	3	331.44	40.072581	-107.990678
100202839	1341	2019-03-05 17:59:33	NW-1517-B	2	672.04	31.486628	-82.297035
100202911	1280	2020-12-08 03:33:58	NW-1381-B	3	757.23	45.336167	-101.337749
100202982	1098	2021-07-20 23:45:43	NW-1619-X	1	225.60	30.769538	-80.401092
100203032	1074	2019-03-17 10:56:56	NW-4721-A	2	633.91	36.752568	-107.18646
100203092	1274	2020-07-24 23:39:59	NW-2234-A	1	653.80	44.881744	-91.17245
100203179	1435	2019-12-19 21:56:57	NW-5156-A	3	1148.44	30.906624	-74.820367
100203190	1145	2021-04-02 04:31:46	NW-2615-A	3	384.13	48.324939	-97.739815
100203275	1057	2019-10-19 10:20:42	NW-3959-X	2	511.27	44.138573	-71.676249
100203358	1259	2020-07-27 11:08:55	NW-4780-A	2	208.80	34.875121	-89.84517
100203416	1219	2020-11-08 14:47:06	NW-8292-B	1	94.29	36.611849	-81.687623
100203482	1420	2020-07-13 02:31:04	NW-2985-X	3	699.92	47.415817	-122.580304
100203501	1156	2019-02-17 00:12:36	NW-2695-X	2	880.56	36.111627	-117.396588
100203503	1252	2021-06-11 07:18:00	NW-5975-A	1	845.90	29.587185	-97.478266
100203557	1130	2019-08-13 18:50:35	NW-9066-B	2	427.75	41.003304	-104.846507
100203566	1128	2020-12-19 09:23:13	NW-5253-B	1	253.38	33.514663	-109.197462
100203627	1309	2020-11-18 06:55:55	NW-3551-X	1	821.79	38.317876	-105.378144
100203707	1353	2020-10-18 05:11:42	NW-6383-X	3	826.61	46.478177	-99.149537
100203735	1429	2021-06-14 13:31:14	NW-8939-X	1	1066.41	31.089649	-113.783645
100203810	1414	2021-01-31 15:12:09	NW-2796-B	1	1065.37	30.32975	-72.370174
100203843	1371	2019-03-05 22:27:42	NW-2445-X	1	524.76	35.164098	-93.332655
100203904	1157	2019-06-18 05:22:13	NW-9018-B	3	1173.27	41.663023	-122.969358
100203982	1332	2020-03-13 14:23:38	NW-2239-A	1	1184.77	42.667225	-85.168545
100204000	1119	2020-05-10 00:11:59	NW-2435-X	3	592.52	38.553922	-74.474895
100204054	1181	2020-03-04 17:09:49	NW-1799-X	1	925.46	39.592588	-88.14678
100204135	1310	2021-05-17 10:10:29	NW-3060-A	2	915.84	28.800225	-99.455399
100204204	1150	2021-05-29 21:36:18	NW-1587-A	2	112.54	39.613383	-72.329857
100204206	1398	2021-07-30 09:42:29	NW-3523-B	3	340.11	40.012755	-93.298923
100204243	1171	2020-12-08 12:47:00	NW-9904-X	3	1103.45	41.576331	-120.186402
100204273	1056	2020-02-01 22:38:50	NW-8036-A	2	963.42	35.805659	-97.382363
100204303	1161	2019-03-22 11:27:43	NW-1361-A	1	1183.08	25.228466	-113.642343
100204333	1294	2020-12-13 14:54:14	NW-2129-B	1	553.87	34.167619	-83.25183
100204402	1365	2020-01-13 11:29:54	NW-3824-B	2	817.36	44.685113	-103.383255
100204460	1085	2021-06-24 01:14:06	NW-5494-A	2	413.03	37.527985	-119.089721
100204498	1106	2021-04-10 04:52:08	NW-2886-B	3	914.60	26.303695	-85.935969
100204537	1108	2020-01-25 07:27:49	NW-3655-X	2	152.35	36.517146	-111.486982
100204582	1045	2020-04-14 23:39:13	NW-9430-A	1	897.90	39.464736	-123.294454
100204587	1230	2020-10-08 10:34:11	NW-1108-B	2	567.13	46.966173	-108.980893
100204649	1393	2020-12-02 17:43:54	NW-2688-B	1	840.71	32.270266	-96.674551
100204690	1344	2020-12-04 15:22:39	NW-5658-X	2	406.03	25.890731	-114.761388
100204764	1356	2019-11-03 17:49:09	NW-7399-A	2	369.32	44.651673	-79.648119
100204782	1344	2019-12-06 00:43:38	NW-6183-A	1	755.14	40.133974	-110.288894
100204783	1218	2019-02-17 23:03:48	NW-2518-A	1	446.59	47.082676	-110.208906
100204841	1194	2020-10-26 08:45:52	NW-5163-X	1	15.00	32.071732	-109.968771
100204852	1273	2021-01-06 04:53:07	NW-5778-X	2	320.77	48.230958	-92.816062
100204867	1349	2020-01-24 21:48:49	NW-8844-B	3	661.38	28.257804	-82.910476
100204903	1271	2021-01-24 22:45:19	NW-2007-X	1	945.88	27.750793	-108.886266
100204991	1319	2019-03-21 21:25:19	NW-9577-A	1	343.21	33.10458	-85.915238
100205021	1236	2019-03-26 21:25:33	NW-4805-X	1	782.87	32.207954	-117.740711
100205089	1077	2019-05-19 15:57:10	NW-6007-X	3	836.43	44.872341	-122.938285
100205113	1130	2020-12-20 17:18:58	NW-7882-B	2	693.91	44.608387	-76.410968
100205117	1201	2020-03-31 02:45:00	NW-3791-X	2	226.80	42.036564	-120.745874
100205162	1339	2021-05-16 08:30:57	NW-2055-B	3	1035.69	42.505583	-102.848052
100205171	1375	2021-02-04 12:46:14	NW-4339-X	1	791.77	43.593604	-121.316315
100205186	1421	2020-04-11 09:04:35	NW-3346-B	3	480.70	29.237017	-122.868249
100205233	1333	2021-05-22 01:27:56	NW-1426-X	2	630.89	28.470604	-88.402764
100205263	1164	2020-09-08 21:18:58	NW-4623-X	2	1170.93	38.659593	-119.487701
100205270	1159	2020-04-16 19:08:15	NW-6836-A	3	766.80	40.339189	-71.499405
100205297	1076	2020-04-08 13:49:05	NW-7891-X	2	809.77	48.869217	-73.426165
100205317	1313	2019-04-30 10:37:43	NW-2299-B	3	409.38	33.120372	-109.64089
100205374	1090	2021-02-04 09:24:16	NW-8955-X	2	675.54	29.623766	-104.825989
100205462	1354	2020-04-05 11:25:21	NW-8362-X	3	1149.03	41.063672	-91.499743
100205463	1234	2019-02-28 13:34:13	NW-7032-A	2	655.54	42.977885	-85.860767
100205522	1412	2020-10-16 01:28:16	NW-7103-A	3	660.92	25.585446	-90.055758
100205595	1374	2020-02-10 07:51:53	NW-8376-X	1	378.52	44.043842	-77.326686
100205649	1225	2020-03-25 12:04:12	NW-6526-X	2	323.02	40.419009	-116.432545
100205729	1127	2021-05-04 07:52:32	NW-4514-B	1	435.80	26.893144	-72.637079
100205762	1141	2020-08-03 20:25:33	NW-4945-B	1	44.24	36.266733	-118.088188
100205819	1382	2021-04-13 12:06:59	NW-5164-B	2	965.75	39.665373	-105.530271
100205879	1392	2020-04-11 19:08:29	NW-6247-A	3	996.35	31.584441	-72.126615
100205966	1211	2019-09-11 00:07:05	NW-2155-B	2	1065.51	43.889246	-79.92577
100206042	1041	2021-05-06 20:54:05	NW-2886-A	2	945.46	25.388693	-73.731412
100206129	1306	2020-10-05 08:04:27	NW-5482-A	3	275.93	46.271433	-107.988967
100206145	1437	2021-03-24 03:17:41	NW-1547-B	2	136.01	37.513175	-96.188471
100206205	1240	2020-06-23 22:15:10	NW-8028-A	1	757.76	25.200667	-110.211367
100206232	1062	2020-03-05 02:28:23	NW-7997-B	2	508.33	30.414634	-117.560552
100206254	1109	2021-05-20 05:07:37	NW-1103-X	2	1129.20	47.002189	-101.23009
100206261	1414	2020-09-22 12:16:05	NW-1190-B	2	684.90	32.259551	-101.051921
100206315	1153	2020-06-11 10:11:56	NW-8052-B	2	789.31	30.720924	-90.37144
100206386	1355	2019-06-13 20:56:07	NW-7280-B	1	238.90	39.938161	-118.16877
100206407	1250	2020-05-12 19:14:24	NW-3451-A	2	911.45	26.531331	-113.725906
100206430	1169	2020-05-27 06:20:51	NW-2102-B	3	219.06	26.553257	-122.762047
100206481	1246	2021-07-03 08:30:56	NW-8423-X	3	668.53	48.372311	-79.320634
100206516	1376	2019-09-16 22:28:27	NW-1423-A	1	490.74	47.987613	-93.541908
100206596	1330	2020-08-05 23:23:25	NW-3686-X	2	125.19	48.600184	-111.316315
100206680	1288	2019-03-01 02:05:39	NW-6359-X	2	753.04	42.765891	-81.741496
100206746	1327	2020-05-14 18:23:17	NW-1895-X	2	1187.43	45.167008	-85.778564
100206748	1115	2020-01-16 20:22:58	NW-5559-A	1	617.36	35.385933	-103.550486
100206756	1228	2020-02-09 12:13:36	NW-4127-B	3	92.88	40.871763	-77.219739
100206845	1158	2020-06-24 02:30:47	NW-5058-B	2	202.02	41.765592	-87.775784
100206861	1149	2021-01-24 14:59:01	NW-9352-B	3	303.28	28.882983	-114.689519
100206897	1357	2019-09-10 21:42:04	NW-3464-X	1	123.72	38.541713	-99.994671
100206951	1196	2020-09-14 02:38:57	NW-8543-B	1	445.77	48.757172	-88.683258
100206966	1214	2019-07-06 06:27:25	NW-4024-B	3	439.20	33.704913	-84.043356
100207038	1328	2019-08-21 16:44:33	NW-2133-X	2	463.52	25.550642	-102.54374
100207085	1281	2020-03-13 13:36:26	NW-6689-A	2	563.70	25.890012	-108.6681
100207148	1109	2020-11-27 13:10:22	NW-4132-B	2	720.80	41.940579	-121.602858
100207216	1112	2020-07-05 22:25:36	NW-9887-B	3	1028.19	26.801483	-97.233428
100207223	1368	2019-02-13 02:04:44	NW-3186-X	1	794.08	41.442188	-105.569262
100207263	1372	2021-03-02 09:05:03	NW-1299-B	3	959.15	46.458405	-75.627744
100207348	1197	2019-10-04 03:57:33	NW-2385-X	3	673.26	32.809166	-103.026399
100207377	1237	2019-04-13 00:22:50	NW-1898-X	1	982.21	29.247053	-123.806943
100207454	1389	2020-12-28 18:07:49	NW-4258-B	2	392.92	42.878459	-101.835861
100207495	1125	2020-08-10 10:42:49	NW-5981-X	1	343.93	26.998204	-87.822604
100207583	1119	2020-12-15 01:52:03	NW-3296-A	2	538.57	26.466873	-96.742455
100207592	1189	2019-05-14 21:58:51	NW-5981-A	3	834.16	41.87758	-104.794505
100207666	1291	2021-04-15 02:34:36	NW-3731-X	3	701.26	28.85683	-123.567673
100207742	1123	2019-11-22 01:57:45	NW-2058-X	2	308.88	47.340908	-121.367868
100207832	1377	2021-06-18 04:22:21	NW-8395-A	3	288.48	43.001224	-118.994716
100207910	1323	2020-09-02 08:36:38	NW-2357-B	1	778.53	41.496205	-104.148257
100207986	1225	2021-05-06 04:16:41	NW-3578-A	1	48.39	45.53404	-93.022652
100208031	1162	2020-10-24 02:29:36	NW-1086-B	3	17.81	48.563327	-118.469297
100208033	1290	2020-04-17 18:39:05	NW-1572-X	2	1017.90	30.769441	-76.363373
100208039	1380	2019-08-11 07:09:07	NW-5127-B	1	978.06	32.429517	-87.256482
100208114	1192	2019-09-25 08:06:38	NW-2491-B	1	59.91	42.150255	-82.300512
100208184	1063	2020-07-22 17:26:18	NW-9457-X	1	780.32	28.119525	-90.053339
100208251	1242	2019-12-12 05:09:01	NW-4948-B	3	452.14	28.222026	-72.389073
100208303	1137	2019-04-12 16:23:36	NW-7082-X	3	392.16	39.658725	-84.886268
100208342	1177	2021-04-10 08:03:07	NW-8353-A	3	1089.64	44.788991	-99.598871
100208366	1428	2020-05-03 16:14:16	NW-2056-A	1	167.27	38.815871	-95.905772
100208375	1279	2019-12-05 18:19:21	NW-3518-B	3	464.36	29.421742	-72.915829
100208445	1189	2019-12-10 23:31:52	NW-1155-X	3	336.12	36.438108	-97.846257
100208510	1159	2019-08-13 03:42:47	NW-1881-B	2	442.44	47.884231	-116.962734
100208590	1084	2021-04-13 19:35:51	NW-1128-X	2	854.28	33.817749	-89.985335
100208668	1189	2021-03-14 04:12:17	NW-7517-X	1	228.32	30.173282	-89.728531
100208731	1397	2019-03-11 07:54:43	NW-5179-X	3	1199.72	40.496811	-74.327638
100208781	1275	2021-06-28 18:58:11	NW-7853-A	1	902.58	31.447496	-74.412965
100208843	1045	2019-09-19 17:24:46	NW-3822-X	3	970.31	43.261017	-111.728546
100208869	1156	2020-12-12 05:37:46	NW-8663-A	2	1127.93	28.494372	-95.952056
100208927	1267	2021-05-01 03:15:54	NW-2320-A	3	1047.96	40.384294	-113.992868
100208962	1247	2019-02-17 20:53:41	NW-9093-B	1	101.62	39.393217	-90.983973
100209028	1341	2019-11-13 20:08:09	NW-8811-A	2	717.00	30.550469	-108.447839
100209029	1132	2019-09-04 09:09:18	NW-7227-A	2	993.17	40.369456	-89.323188
100209084	1113	2019-08-09 15:40:30	NW-1907-X	1	249.71	31.963231	-79.346215
100209118	1130	2019-05-18 23:06:56	NW-7918-X	2	885.25	37.153056	-97.250944
100209144	1293	2021-07-09 04:08:56	NW-6882-X	3	491.88	34.293141	-80.29969
100209214	1387	2020-04-15 02:24:22	NW-3379-X	1	243.60	45.457883	-94.972456
100209281	1402	2020-03-13 06:58:41	NW-7068-X	2	385.38	27.131812	-83.868366
100209294	1230	2020-12-08 13:15:37	NW-2048-B	2	218.71	37.207853	-83.968672
100209343	1045	2021-05-03 21:40:39	NW-5626-A	1	290.96	42.183856	-112.511945
100209432	1226	2019-09-26 20:51:13	NW-6709-A	1	111.79	31.11189	-112.871771
100209494	1277	2019-10-13 16:05:41	NW-5454-A	3	933.38	45.325996	-94.553754
100209541	1362	2019-05-27 11:28:31	NW-6184-A	3	528.84	43.492149	-112.571673
100209609	1133	2019-05-20 04:21:45	NW-1810-A	1	1105.92	35.048522	-109.64016
100209652	1265	2020-04-22 00:07:57	NW-1762-B	3	936.86	26.81539	-99.51473
100209728	1348	2020-09-10 11:05:05	NW-6615-B	3	726.31	38.366139	-114.554391
100209760	1115	2020-10-16 20:41:59	NW-4312-X	2	949.45	45.341373	-85.634793
100209815	1201	2021-06-08 09:20:49	NW-5175-B	1	1101.51	43.662759	-114.553002
100209873	1367	2020-10-05 16:06:51	NW-9895-X	2	559.74	45.962543	-90.17065
100209908	1435	2019-10-31 19:11:06	NW-4895-A	1	480.98	37.448873	-94.28807
100209940	1143	2020-03-27 17:55:15	NW-9164-B	3	544.55	33.572598	-91.875501
100209945	1277	2020-06-11 16:42:29	NW-1309-X	3	490.12	30.871392	-123.809862
100210007	1122	2019-10-21 04:35:45	NW-6941-B	3	589.14	26.274466	-92.415773
100210016	1106	2021-06-23 10:46:06	NW-1456-B	1	712.81	25.820661	-108.802313
100210059	1077	2020-12-16 14:49:13	NW-9299-A	2	817.22	39.804754	-78.167914
100210066	1383	2020-03-28 13:37:21	NW-2918-X	3	999.04	31.512714	-75.17093
100210108	1291	2019-04-13 19:16:10	NW-6530-B	1	797.55	25.867916	-88.516277
100210118	1211	2020-05-23 15:23:54	NW-4161-A	3	581.22	47.938073	-72.723254
100210177	1263	2019-02-18 19:29:18	NW-6804-X	3	297.76	36.922515	-93.754075
100210178	1264	2020-04-24 21:17:34	NW-9386-A	3	1176.35	47.997451	-86.184788
100210262	1063	2020-01-12 17:00:20	NW-8020-X	2	742.28	45.903817	-87.48548
100210343	1387	2020-05-06 15:59:58	NW-8309-A	2	1180.17	33.556066	-94.056521
100210368	1428	2019-08-12 17:04:57	NW-1232-A	1	58.02	37.366001	-119.110679
100210381	1141	2019-01-09 21:57:26	NW-2337-A	1	262.22	25.251549	-86.1592
100210426	1313	2021-06-11 10:53:16	NW-8734-A	2	129.12	47.900739	-86.239547
100210516	1058	2021-04-19 12:23:13	NW-9669-B	3	42.37	42.773156	-118.036454
100210567	1315	2021-02-04 16:40:09	NW-4940-X	1	151.95	25.558184	-96.131563
100210583	1272	2020-11-04 02:47:45	NW-9777-B	2	183.73	41.293438	-112.939875
100210669	1294	2020-12-18 00:02:46	NW-6491-A	2	648.54	26.688095	-78.353726
100210684	1226	2019-10-13 13:43:41	NW-5209-X	1	234.71	45.809953	-86.816163
100210751	1138	2019-07-08 19:38:46	NW-6888-A	1	826.99	29.998599	-120.634922
100210818	1377	2020-01-19 13:37:05	NW-5952-X	3	487.72	33.161882	-87.279244
100210840	1104	2020-01-03 05:33:17	NW-6180-A	3	616.49	33.869071	-109.280284
100210903	1287	2019-04-17 19:24:26	NW-3906-X	1	827.35	35.726758	-81.988808
100210974	1337	2019-05-18 00:59:59	NW-2199-X	1	350.10	33.598155	-99.225521
100211064	1079	2020-07-10 04:03:42	NW-6682-A	2	1043.30	35.504069	-103.226976
100211085	1317	2020-11-09 08:18:14	NW-7900-A	1	255.55	41.891112	-122.281808
100211140	1313	2020-02-26 23:42:28	NW-8077-B	3	135.57	36.020605	-104.08398
100211199	1289	2020-02-18 15:38:36	NW-9029-A	1	999.72	38.471371	-92.141019
100211284	1199	2020-06-26 02:08:28	NW-4057-A	3	805.60	33.645487	-71.476742
100211285	1326	2019-09-04 04:29:09	NW-2920-B	3	510.98	32.576421	-99.675757
100211374	1148	2020-01-25 08:24:07	NW-6049-A	2	844.06	39.680798	-72.685711
100211388	1077	2019-11-13 15:09:38	NW-6191-X	2	933.18	29.333944	-106.149977
100211476	1298	2020-10-08 02:27:47	NW-4830-A	1	289.89	36.989027	-112.966164
100211562	1269	2020-07-08 07:45:24	NW-2387-A	1	480.16	40.204066	-76.518223
100211623	1392	2020-10-12 07:56:36	NW-5947-X	3	444.34	26.733454	-108.300705
100211695	1102	2019-09-04 20:02:31	NW-4777-A	1	756.48	26.29053	-89.693189
100211759	1155	2021-07-12 11:08:57	NW-3293-A	1	1132.30	26.47783	-99.030763
100211816	1213	2021-02-27 23:35:14	NW-7604-A	2	83.59	30.002623	-115.234494
100211895	1244	2020-05-18 13:18:18	NW-4665-B	3	442.04	29.468144	-120.653833
100211901	1225	2021-04-21 15:20:27	NW-4884-A	3	1026.98	26.145273	-83.553395
100211909	1243	2020-01-22 01:52:46	NW-2485-A	3	1151.05	27.355254	-107.66518
100211910	1412	2020-11-17 17:34:52	NW-7779-A	3	173.99	26.893626	-85.579458
100211979	1273	2020-05-29 22:22:41	NW-7297-A	2	111.99	27.345162	-93.175347
100212042	1295	2019-03-05 06:49:38	NW-3088-A	3	357.70	32.931106	-115.37454
100212104	1381	2019-04-01 20:42:35	NW-3184-B	3	542.00	41.996314	-123.798899
100212184	1188	2019-12-19 20:35:39	NW-3520-A	3	284.63	39.073095	-109.840327
100212246	1091	2021-02-16 16:09:30	NW-3162-X	2	77.47	36.57394	-115.731918
100212307	1310	2019-08-17 07:04:01	NW-5369-A	2	632.61	33.902154	-110.032615
100212327	1108	2020-11-21 04:50:42	NW-8368-B	3	358.86	39.883937	-85.515939
100212406	1388	2020-01-04 05:07:04	NW-9053-B	2	417.68	27.973453	-94.350971
100212494	1433	2021-05-11 23:31:57	NW-7239-X	3	232.23	43.951147	-100.748479
100212535	1127	2019-11-14 10:49:27	NW-3923-A	1	1081.45	30.173324	-121.026307
100212625	1120	2019-07-25 03:01:47	NW-4337-X	1	674.12	45.053221	-84.924702
100212705	1208	2020-11-10 17:13:28	NW-8547-A	3	1199.20	40.187569	-110.727143
100212707	1223	2019-02-06 17:14:31	NW-7859-X	3	639.45	48.379417	-96.925218
100212720	1415	2020-11-26 04:36:02	NW-3896-X	2	1145.39	40.578355	-99.011437
100212779	1123	2021-04-15 13:17:53	NW-9426-A	2	698.55	25.209374	-102.808204
100212796	1187	2020-01-26 15:37:22	NW-8576-A	3	181.48	42.584302	-85.979321
100212863	1062	2020-10-31 07:54:22	NW-1531-B	1	289.66	26.476158	-92.542816
100212892	1094	2019-06-25 21:02:39	NW-1782-B	2	527.32	42.653392	-103.43549
100212903	1338	2019-07-27 23:31:00	NW-5740-B	1	469.28	48.529207	-121.450205
100212904	1427	2019-01-08 18:30:20	NW-9430-B	1	678.49	29.147759	-114.777182
100212959	1107	2021-07-17 15:45:18	NW-6352-B	3	42.96	42.425263	-112.807535
100212964	1259	2020-09-30 23:33:34	NW-5136-A	3	722.47	26.002157	-96.344942
100212984	1141	2021-01-01 12:58:45	NW-7205-X	1	656.28	47.374477	-113.12495
100213065	1358	2020-08-25 17:55:33	NW-8237-A	3	111.56	33.881771	-119.346426
100213138	1440	2020-12-14 20:48:31	NW-3036-X	3	371.34	29.725844	-90.361553
100213151	1211	2021-05-15 09:04:02	NW-8369-X	3	819.50	29.381205	-115.691338
100213225	1162	2020-12-20 17:59:38	NW-4080-A	2	870.62	34.978194	-120.226985
100213293	1367	2020-09-27 10:18:03	NW-7480-X	2	707.82	43.638904	-109.133964
100213329	1235	2019-08-27 13:42:01	NW-9740-B	2	393.23	45.090399	-106.191987
100213416	1215	2021-07-04 15:12:14	NW-5097-B	2	608.45	26.611361	-98.968671
100213483	1253	2019-03-19 14:45:16	NW-3414-B	3	624.87	25.875132	-101.112227
100213504	1066	2019-12-03 00:48:11	NW-8196-B	3	31.86	37.567068	-119.397297
100213580	1166	2019-04-22 08:33:02	NW-1613-A	3	556.67	39.043858	-82.469442
100213618	1150	2020-09-24 07:08:02	NW-2525-A	3	184.13	29.527733	-93.196923
100213619	1106	2019-01-23 17:06:25	NW-7774-A	1	284.95	33.32509	-89.979233
100213697	1383	2020-03-15 16:34:42	NW-5209-X	2	606.74	39.700799	-82.225767
100213743	1433	2021-07-04 08:26:18	NW-5999-A	3	724.30	33.096419	-115.325923
100213816	1112	2020-06-25 20:32:50	NW-2474-X	3	713.93	48.646596	-79.173932
100213901	1381	2020-08-30 10:49:39	NW-1779-A	1	1154.24	47.488045	-76.086599
100213946	1235	2020-03-19 12:45:54	NW-2785-X	3	408.05	39.268281	-112.426727
100213971	1250	2020-04-22 00:06:28	NW-8937-B	1	850.03	39.35971	-78.189569
100214048	1142	2019-02-15 13:55:53	NW-8707-B	1	512.41	29.356328	-113.493028
100214050	1073	2021-03-25 03:55:15	NW-3896-B	1	585.11	46.033932	-110.466231
100214104	1214	2019-10-27 13:34:29	NW-4721-A	3	683.04	29.785662	-119.131491
100214178	1196	2019-07-30 22:50:59	NW-3267-B	2	1064.08	30.810239	-101.439254
100214222	1241	2019-10-25 09:53:59	NW-9773-X	3	171.25	47.77221	-96.375364
100214241	1233	2019-04-18 02:40:30	NW-6728-A	1	313.86	36.056895	-81.388777
100214309	1405	2021-03-02 11:30:00	NW-2478-B	2	1119.13	46.126881	-122.544274
100214325	1053	2019-02-26 20:33:52	NW-7874-B	3	1015.76	40.103138	-76.845288
100214345	1139	2020-09-08 14:24:50	NW-7793-X	3	1181.42	36.275686	-88.217958
100214375	1106	2019-02-13 07:39:02	NW-7604-B	1	126.46	45.514632	-122.747312
100214429	1160	2020-08-01 20:47:20	NW-7537-X	2	469.18	40.199378	-120.436941
100214480	1226	2019-03-25 17:04:35	NW-5846-B	2	851.07	33.899382	-82.72281
100214497	1288	2020-04-10 20:07:20	NW-4932-A	2	1180.19	27.558769	-97.195415
100214571	1371	2020-08-14 03:14:43	NW-4385-B	2	28.67	42.086218	-122.292357
100214579	1294	2020-03-09 07:37:41	NW-2921-A	2	1115.79	46.574627	-115.38788
100214585	1320	2021-07-21 02:02:23	NW-7398-X	1	884.88	46.327642	-81.918675
100214658	1336	2019-08-31 10:41:23	NW-4866-A	1	160.50	35.164798	-87.923583
100214727	1199	2019-07-24 01:51:18	NW-9185-B	3	334.47	32.933887	-117.714025
100214745	1108	2019-09-27 11:18:49	NW-8733-A	1	965.33	45.194704	-106.681952
100214758	1415	2021-06-25 20:42:29	NW-9025-X	2	914.71	46.296511	-99.35771
100214836	1395	2020-11-10 23:37:18	NW-3365-B	3	655.46	46.508433	-100.875825
100214874	1365	2020-10-14 06:35:39	NW-8741-A	3	163.43	41.256971	-90.726266
100214963	1193	2019-01-04 18:31:26	NW-9062-A	3	790.93	48.051638	-108.245938
100214964	1421	2020-10-17 20:28:04	NW-2456-B	3	956.53	38.856744	-93.778654
100215036	1149	2019-04-03 06:51:15	NW-1607-B	1	1038.95	43.807572	-93.095271
100215079	1235	2021-04-01 14:46:19	NW-4485-A	2	568.00	29.780287	-98.78434
100215158	1127	2019-05-10 22:43:16	NW-9197-X	3	1114.96	35.141217	-75.741401
100215195	1099	2020-04-07 01:25:48	NW-2614-B	3	650.44	37.293541	-100.456374
100215227	1162	2019-06-05 01:01:43	NW-3978-B	2	196.11	26.285268	-77.983252
100215281	1415	2019-12-01 07:54:36	NW-7614-B	2	133.65	44.824168	-93.733266
100215324	1109	2020-03-08 03:14:37	NW-1346-X	3	749.08	27.86237	-106.6184
100215386	1147	2021-06-03 11:27:57	NW-3031-B	1	729.50	43.779814	-79.361656
100215419	1052	2021-06-17 04:49:25	NW-4215-A	3	1132.20	45.303059	-76.324004
100215463	1064	2021-01-07 19:01:55	NW-4973-X	1	1137.10	34.20752	-92.651252
100215498	1406	2019-09-20 15:47:32	NW-9688-X	1	1165.09	43.112538	-77.218362
100215513	1371	2021-06-22 09:52:07	NW-9771-B	2	1168.00	40.366692	-78.222262
100215596	1282	2021-07-06 20:51:58	NW-2698-X	1	295.34	42.934428	-117.797117
100215681	1349	2020-05-20 03:22:55	NW-1477-A	2	335.47	40.8732	-113.514955
100215725	1237	2020-09-13 07:03:30	NW-1490-B	1	1005.28	41.533264	-97.42177
100215739	1424	2020-11-15 04:02:47	NW-1523-A	3	830.85	48.253031	-94.048656
100215814	1122	2020-01-17 00:23:46	NW-6306-A	3	1168.50	41.358635	-103.051718
100215863	1427	2020-02-16 17:20:34	NW-3452-X	1	598.01	48.256273	-120.223556
100215946	1413	2020-01-06 21:43:37	NW-7401-X	2	159.31	46.12424	-96.514527
100216003	1410	2021-01-29 05:12:56	NW-5886-B	1	120.08	26.841183	-109.770914
100216056	1269	2021-01-03 09:34:14	NW-5883-B	1	822.57	43.520327	-113.52006
100216080	1297	2019-12-19 02:10:28	NW-5859-X	2	279.47	47.933146	-84.017722
100216126	1188	2019-08-02 23:27:43	NW-4888-B	1	220.33	44.778517	-114.227521
100216191	1213	2021-03-24 20:06:32	NW-4816-B	1	1016.96	37.306848	-114.541645
100216274	1086	2020-02-15 06:45:19	NW-5743-B	2	241.33	46.032066	-90.152011
100216355	1211	2021-06-16 12:20:22	NW-4809-X	3	607.02	42.655967	-81.74193
100216360	1352	2020-06-01 11:02:01	NW-4762-B	1	40.28	30.285521	-117.790175
100216407	1378	2020-02-04 01:55:13	NW-7245-A	3	20.07	25.764295	-80.513377
100216459	1421	2019-08-21 14:25:15	NW-4624-B	2	613.88	47.951817	-109.432374
100216468	1222	2021-01-27 14:18:29	NW-2687-B	2	934.56	36.75482	-80.709942
100216521	1320	2021-03-17 08:01:13	NW-2154-X	1	32.26	48.092324	-92.104212
100216533	1391	2020-08-03 09:02:41	NW-9938-X	2	435.05	42.746379	-103.940843
100216549	1423	2020-09-30 16:18:56	NW-2201-A	2	110.01	35.206173	-81.619561
100216582	1424	2021-01-08 11:48:46	NW-4637-X	2	449.10	37.080554	-83.559612
100216668	1331	2020-08-05 14:42:55	NW-1820-B	3	834.64	28.587486	-74.839955
100216736	1077	2019-12-01 16:49:47	NW-6811-A	1	686.14	41.276186	-112.457545
100216795	1330	2020-03-11 23:55:54	NW-7188-A	2	618.62	45.777461	-122.724674
100216847	1122	2019-12-15 03:36:33	NW-9081-X	1	884.86	43.682062	-101.97196
100216906	1088	2020-09-25 12:38:04	NW-8484-A	1	464.14	35.595094	-107.26351
100216918	1195	2020-05-17 10:14:15	NW-6863-B	2	379.92	36.325165	-100.725141
100216953	1320	2020-05-02 13:42:58	NW-5687-B	3	612.76	48.056017	-83.941631
100217002	1206	2021-03-14 22:46:02	NW-8917-X	3	767.50	38.310701	-110.398011
100217020	1385	2020-05-22 11:47:33	NW-8669-B	1	1168.48	47.832194	-84.025947
100217078	1420	2021-04-28 15:15:02	NW-4593-X	2	838.37	40.487229	-81.603084
100217094	1438	2020-10-22 10:08:42	NW-5702-X	1	256.90	47.229503	-99.848444
100217134	1323	2020-11-04 11:39:29	NW-6608-A	3	87.53	33.216157	-110.793629
100217204	1298	2021-02-06 00:54:47	NW-5355-A	3	684.18	26.361444	-77.088968
100217217	1267	2020-06-27 05:28:15	NW-3282-X	1	747.21	37.502336	-75.875218
100217274	1351	2020-12-08 03:19:11	NW-7176-X	3	365.10	27.275069	-102.227053
100217341	1216	2020-09-09 16:11:47	NW-9917-X	2	181.76	28.529767	-103.576514
100217366	1410	2019-01-12 17:34:00	NW-6679-X	2	914.87	42.045833	-85.595235
100217373	1196	2020-10-07 10:12:30	NW-4225-X	1	632.55	40.716218	-116.702427
100217424	1223	2019-06-29 04:13:14	NW-1802-X	1	841.77	33.253197	-73.879576
100217497	1241	2019-07-27 09:10:57	NW-8543-A	2	1138.50	39.830929	-112.461977
100217582	1191	2021-04-09 05:03:43	NW-1063-A	3	867.85	27.287298	-90.578299
100217611	1061	2020-08-15 14:54:26	NW-7970-B	3	176.74	29.61921	-73.430817
100217663	1083	2019-03-23 06:22:06	NW-4351-A	2	609.89	29.083599	-117.288038
100217689	1324	2020-11-26 10:08:12	NW-3081-B	3	315.21	28.272933	-73.698255
100217694	1076	2019-03-18 04:26:08	NW-6078-X	2	85.45	35.57172	-115.454536
100217774	1378	2019-01-29 08:58:18	NW-2158-X	1	1088.79	26.198657	-98.929111
100217856	1279	2020-10-09 15:10:34	NW-8020-X	3	572.79	33.18369	-91.644426
100217859	1439	2021-07-03 13:46:08	NW-8938-B	2	138.75	40.315013	-122.775119
100217899	1239	2020-01-24 11:16:24	NW-1474-B	1	1054.74	32.275108	-75.972095
100217942	1156	2020-10-30 09:17:57	NW-6194-B	1	1093.20	41.529945	-108.201142
100217988	1423	2021-06-01 05:31:46	NW-3140-B	3	263.03	38.405912	-116.244485
100218060	1396	2021-04-04 22:10:05	NW-8945-B	3	610.84	39.542995	-101.476642
100218121	1148	2019-08-27 22:39:42	NW-4015-X	1	855.00	48.308693	-103.918377
100218186	1320	2019-04-25 02:43:52	NW-9026-X	1	735.21	44.634293	-97.980379
100218235	1141	2020-02-29 17:58:16	NW-4420-B	3	1046.82	33.719512	-95.037679
100218257	1075	2021-04-03 05:05:10	NW-6821-A	2	50.01	46.852406	-116.305009
100218310	1145	2019-11-18 20:13:32	NW-5364-B	2	660.87	40.586142	-123.333069
100218388	1195	2020-02-15 20:39:36	NW-3142-X	3	108.46	38.419963	-89.664005
100218433	1315	2021-05-04 13:56:44	NW-8578-A	2	214.30	33.399738	-110.73985
100218464	1333	2019-12-27 11:54:26	NW-5503-B	2	178.32	31.599352	-115.920976
100218519	1400	2021-03-07 02:39:38	NW-6474-A	3	252.45	25.542102	-114.822777
100218600	1111	2020-03-13 14:11:21	NW-5445-X	2	765.72	37.00072	-77.310707
100218618	1190	2021-02-03 01:08:22	NW-8224-A	2	813.68	36.617277	-91.652477
100218643	1149	2021-03-21 14:32:09	NW-8911-A	3	603.04	46.099667	-90.678969
\.


--
-- Data for Name: payments; Type: TABLE DATA; Schema: crm; Owner: northwind
--

COPY crm.payments (payment_id, customer_id, cardholder_name, card_type, card_number, exp, amount) FROM stdin;
550000	1041	EMILY GOMEZ	mc	5468603512642328	08/24	65.89
550001	1042	JAMAL MITCHELL	visa	4409234651477444	11/25	65.51
550002	1043	ANDREA HUNTER	visa	4835230593977040	04/25	70.19
550003	1044	JULIE TRAN	visa	4849888646084934	04/25	50.20
550004	1045	KEISHA PERKINS	visa	4619846762718501	02/22	120.10
550005	1046	CARLOS MARTINEZ	mc	5172246900536830	02/27	85.39
550006	1047	GLORIA EVANS	disc	6011930046656957	02/26	50.84
550007	1048	JUSTIN WILSON	mc	5296442653793063	04/23	120.14
550009	1050	SEAN TRAN	disc	6011305955474082	02/26	70.52
550010	1051	FRANK CONTRERAS	visa	4052646166970961	12/25	50.49
550011	1052	LINDA PARKER	mc	5356610934734844	08/24	70.64
550012	1053	WILLIAM JONES	mc	5493631582047770	03/25	65.65
550013	1054	TYLER WHITE	mc	5556816323248514	12/27	35.55
550014	1055	ANGELA MITCHELL	visa	4093941923902428	08/27	65.72
550016	1057	DEBRA JONES	amex	341380046995720	04/27	35.67
550017	1058	LISA GUTIERREZ	visa	4795385850796992	11/23	85.89
550018	1059	SAMUEL BRADLEY	visa	4107040961623527	05/24	70.32
550021	1062	BRENDA OKAFOR	mc	5153821960407677	12/24	70.34
550022	1063	JUAN SIMMONS	amex	376221878466125	11/25	35.38
550023	1064	STEVEN SALAZAR	visa	4744471662365705	11/22	35.74
550024	1065	TERRY HARRIS	visa	4746882933703672	03/27	65.42
550025	1066	CAROL SANDOVAL	mc	5149761327976393	02/23	50.08
550027	1068	MICHAEL CASTILLO	visa	4152497355491925	02/22	35.04
550029	1070	PATRICK EVANS	visa	4742688995242408	06/22	50.31
550030	1071	ETHAN LEE	visa	4318602486776869	03/22	65.52
550031	1072	ANA JOHNSON	visa	4328999056600265	05/22	65.76
550032	1073	EMMA SULLIVAN	visa	4088793905280274	04/22	35.76
550033	1074	ZACHARY WILSON	mc	5401779846075862	01/25	65.82
550034	1075	JAMAL KOWALSKI	mc	5186581926136064	06/27	65.57
550035	1076	NATHAN LEE	mc	5167056559918644	03/24	85.75
550037	1078	NOAH COOK	visa	4255680222144456	10/25	65.41
550038	1079	LAUREN SNYDER	mc	5397914972881421	01/25	50.38
550039	1080	KEISHA KIM	visa	4022543681342809	11/26	85.16
550040	1081	HENRY RODRIGUEZ	mc	5275141240108851	12/24	85.29
550041	1082	ANGELA SCOTT	mc	5106476506433949	08/22	70.62
550042	1083	PATRICIA DAVIS	visa	4677666892159213	12/26	120.39
550043	1084	EVELYN BROOKS	visa	4679405443350833	10/24	35.84
550044	1085	DIANE KIM	visa	4600725775684069	09/27	85.72
550045	1086	KATHERINE MITCHELL	mc	5443503454429629	06/27	85.41
550046	1087	BARBARA HARRISON	visa	4320238470321614	06/25	70.59
550047	1088	ALEXANDER MOORE	visa	4576818366175959	01/23	70.63
550048	1089	MARIA HARRIS	visa	4797650421240624	04/23	120.80
550049	1090	DONALD KELLEY	mc	5211786034107373	08/25	65.51
550050	1091	JANET STEWART	mc	5297071625588886	05/23	50.30
550051	1092	OLIVIA HERNANDEZ	visa	4652477853154345	12/24	50.91
550052	1093	ETHAN PEREZ	mc	5582520190029175	09/22	120.99
550053	1094	STEPHANIE HERNANDEZ	amex	373278756025244	08/23	120.46
550054	1095	FRANK MARTIN	mc	5131929913445038	06/25	50.50
550055	1096	SAMANTHA WILSON	amex	379588214184860	05/27	65.34
550056	1097	CYNTHIA HERRERA	mc	5220064436699713	11/22	120.93
550057	1098	RICHARD RICE	visa	4181426867163594	06/22	70.90
550058	1099	ARTHUR PARKER	visa	4698118347302811	02/26	65.46
550059	1100	CHRISTIAN RAMIREZ	mc	5213618981846851	03/23	35.97
550060	1101	ADAM SCOTT	visa	4579924719438594	09/23	70.41
550061	1102	RUTH MARSHALL	amex	345241478229176	03/27	50.48
550064	1105	JESSICA ROMERO	visa	4674640352537997	03/23	65.09
550065	1106	BRIAN JIMENEZ	mc	5315648521956768	12/24	35.28
550066	1107	JAMAL RIVERA	mc	5202284223469391	04/25	65.64
550067	1108	RAYMOND PEREZ	amex	346307832315792	08/24	70.66
550069	1110	BENJAMIN COOPER	visa	4455453260995660	06/24	35.46
550070	1111	DENNIS WALKER	mc	5342771847877117	10/26	50.57
550071	1112	LAUREN JOHNSON	visa	4147788672848179	08/25	65.21
550072	1113	NOAH DUNN	visa	4334160842434590	02/26	35.72
550073	1114	PATRICIA CLARK	disc	6011229042196708	12/23	50.63
550074	1115	CHERYL NGUYEN	mc	5140046910001604	09/25	35.35
550075	1116	ROBERT ALVAREZ	visa	4702751482158145	06/23	35.09
550077	1118	NICHOLAS PRICE	visa	4405529417726453	12/23	35.56
550079	1120	STEVEN HARRIS	visa	4005500697312888	09/22	35.45
550081	1122	SHARON MOORE	visa	4271537888338923	05/24	35.87
550082	1123	CATHERINE EDWARDS	mc	5115478926030387	04/24	85.92
550083	1124	JACQUELINE RODRIGUEZ	visa	4295067369975748	12/23	70.79
550084	1125	DEBORAH HADDAD	visa	4452030649040468	04/25	86.00
550085	1126	KENNETH HILL	visa	4095599722394136	11/25	120.94
550086	1127	REBECCA WEAVER	mc	5269527145579170	04/24	65.28
550087	1128	JENNIFER KELLEY	amex	343448415636981	12/27	120.48
550088	1129	DYLAN NELSON	visa	4441426574236739	06/22	85.45
550089	1130	JUSTIN SMITH	visa	4172539584359922	12/27	65.87
550090	1131	BENJAMIN MILLER	visa	4534700507459222	02/22	50.41
550091	1132	CYNTHIA PETERSON	mc	5461282506580567	11/27	120.34
550092	1133	RUTH RAY	amex	344901747224388	03/23	120.04
550093	1134	MARTHA RAMIREZ	visa	4938024700316184	03/26	50.66
550094	1135	ANNA MITCHELL	mc	5546148628987684	11/26	70.10
550095	1136	NATHAN WILLIAMS	mc	5181211627852307	07/26	50.05
550096	1137	PAUL FISHER	mc	5157769882675051	12/22	120.72
550098	1139	LINDA FLORES	visa	4736195057528946	01/23	120.07
550099	1140	JANET FISHER	mc	5217100053572307	09/22	120.29
550100	1141	BRENDA KIM	mc	5524353780374624	02/27	70.89
550101	1142	SEAN PHILLIPS	mc	5448667283837701	07/25	35.38
550102	1143	RICHARD JOHNSON	visa	4747945425164734	06/23	35.89
550104	1145	DEBORAH KIM	visa	4318568136326068	09/25	50.28
550105	1146	RONALD TURNER	visa	4325500636495672	09/24	120.88
550106	1147	ADAM MORRIS	amex	341724797371591	02/22	85.42
550107	1148	WILLIAM LEWIS	mc	5419622222827102	11/26	50.09
550108	1149	SEAN RICHARDS	mc	5559357523876801	06/22	50.16
550109	1150	DYLAN CLARK	visa	4245690356060066	12/26	50.46
550111	1152	JUDITH MILLER	visa	4939507814111052	01/24	85.52
550112	1153	JAMAL ALVAREZ	mc	5279695269944203	09/22	85.02
550113	1154	EMMA DAVIS	mc	5323338460311551	11/24	120.48
550114	1155	KEVIN ANDERSON	visa	4425219274392005	04/27	120.12
550115	1156	LISA GARCIA	mc	5132320045380963	12/24	70.81
550118	1159	BRIAN LEWIS	visa	4872246879143184	04/25	120.84
550119	1160	SANDRA LEWIS	amex	345745141330542	10/26	85.10
550121	1162	VIRGINIA NGUYEN	amex	375346517090290	04/26	85.90
550122	1163	SARAH ROBERTS	visa	4594603172619962	08/22	70.73
550123	1164	NATHAN NICHOLS	visa	4594023359452634	06/22	85.25
550124	1165	BETTY POWELL	mc	5548860964351212	01/24	65.86
550125	1166	DESHAWN BENNETT	amex	376659164202540	03/24	70.46
550126	1167	CHRISTIAN PETERSON	visa	4853854539599092	10/23	65.12
550127	1168	ANDREA CAMPBELL	visa	4022899764363363	09/25	120.95
550128	1169	JESSICA RAMIREZ	amex	349879535006347	11/25	35.79
550129	1170	LINDA EDWARDS	amex	371738026503454	02/25	35.83
550130	1171	PAMELA GARCIA	visa	4662894590502727	08/26	65.04
550131	1172	GUADALUPE NICHOLS	visa	4460479203711842	08/26	120.28
550132	1173	BRENDA HOWARD	visa	4444740529785120	10/27	120.35
550133	1174	ANTHONY CARTER	mc	5411869454700204	12/24	85.90
550135	1176	MELISSA MASON	mc	5272011550616137	11/22	70.99
550136	1177	SAMUEL PETERS	visa	4257664397297446	06/23	85.73
550138	1179	NICHOLAS THOMPSON	visa	4125356830431019	08/25	70.60
550139	1180	JEREMY MORALES	visa	4810419164570081	05/22	65.99
550140	1181	FRANK REYES	mc	5194525148887574	10/26	35.61
550142	1183	CHRISTIAN COOK	visa	4102099381001560	09/27	85.36
550143	1184	JESSICA RICHARDS	amex	375793697625348	04/27	50.88
550144	1185	EMMA GORDON	mc	5567499270984261	06/23	70.52
550146	1187	KENNETH THOMPSON	visa	4506144142053880	11/23	50.35
550147	1188	JANICE JOHNSON	visa	4257009451753050	09/22	120.59
550148	1189	SEAN MILLER	amex	379159892046605	05/24	120.73
550149	1190	BETTY CARTER	amex	372452703194806	08/24	50.18
550150	1191	JEFFREY ROBERTS	visa	4391127121302368	10/25	121.00
550151	1192	ANNA MATTHEWS	visa	4767995016772358	06/25	120.20
550152	1193	RACHEL SALAZAR	visa	4521478032010852	03/25	65.59
550153	1194	RYAN SANCHEZ	visa	4037030098030196	12/25	50.31
550154	1195	MELISSA JACKSON	mc	5504733102450752	11/25	65.49
550156	1197	TERRY HERRERA	disc	6011586979290014	05/25	70.20
550157	1198	ALEXANDER GARCIA	visa	4066648169514584	08/25	65.26
550158	1199	CHRISTOPHER HARRISON	disc	6011875403244907	02/23	65.75
550160	1201	MIGUEL PERRY	mc	5125906583888810	11/24	70.29
550161	1202	EVELYN LEWIS	mc	5329494269027916	01/24	50.79
550162	1203	DYLAN HARRIS	visa	4983331514738964	07/26	65.08
550163	1204	LISA GUTIERREZ	visa	4527051394548118	09/25	35.78
550164	1205	GUADALUPE CLARK	visa	4487399349155937	08/27	35.79
550165	1206	WILLIAM WARD	visa	4986036477547149	04/22	35.16
550166	1207	MIGUEL WRIGHT	mc	5380567676289421	11/22	50.62
550167	1208	EMILY THOMPSON	visa	4176031015578599	09/25	120.07
550169	1210	LINDA MORGAN	disc	6011538031424073	04/23	50.74
550170	1211	MEGAN COOPER	mc	5164518910437195	12/23	120.26
550171	1212	MEI JONES	visa	4708224471550817	05/23	35.94
550172	1213	HENRY WILSON	visa	4576895362388778	08/22	70.50
550174	1215	DENNIS STEWART	amex	375158206155221	01/27	50.68
550175	1216	KAREN CLARK	mc	5541162283544271	07/27	65.18
550177	1218	JACOB GONZALEZ	amex	343920778519327	10/22	35.35
550178	1219	VIRGINIA ALEXANDER	mc	5473562324203989	02/25	35.64
550179	1220	KAREN MOORE	visa	4545691336437710	06/22	70.51
550180	1221	PATRICK DAVIS	visa	4690774896526974	01/24	65.82
550181	1222	DYLAN LOPEZ	mc	5518082844057747	02/27	70.38
550182	1223	HENRY MORRIS	visa	4581499559311306	10/24	120.79
550183	1224	SUSAN FLORES	disc	6011363449876206	02/22	70.26
550184	1225	OLIVIA FERGUSON	mc	5247632725990149	05/25	65.04
550185	1226	DOUGLAS SMITH	mc	5438762571486402	02/23	120.80
550186	1227	KYLE SNYDER	mc	5258209339897154	02/26	120.50
550187	1228	OMAR WALKER	mc	5350295286381786	03/23	85.23
550188	1229	ANDREW LEE	visa	4837035140545721	08/25	70.79
550189	1230	LARRY MOORE	visa	4199774040152186	12/25	35.40
550190	1231	ALEXANDER MURPHY	visa	4525906752490173	10/23	70.18
550191	1232	BETTY HERNANDEZ	visa	4103370865501212	12/27	65.38
550192	1233	PAUL MUNOZ	visa	4073976091307988	10/24	70.58
550194	1235	BENJAMIN SCOTT	visa	4586045206423351	09/23	120.05
550195	1236	CATHERINE DAVIS	visa	4115345665409499	09/25	65.65
550196	1237	EVELYN BURNS	visa	4104200848483239	01/25	65.62
550197	1238	SANDRA MARTINEZ	visa	4869189498864662	11/22	65.41
550198	1239	AMANDA REED	mc	5205379212060859	06/27	70.34
550199	1240	EVELYN MILLER	mc	5456820493026024	08/25	70.43
550202	1243	JUSTIN ROBERTS	mc	5199258317635815	06/24	65.82
550203	1244	WALTER BROOKS	mc	5424174732707021	09/22	120.99
550205	1246	MICHAEL SMITH	amex	376366916957310	10/26	65.41
550206	1247	GUADALUPE HERNANDEZ	visa	4852804406211074	02/22	70.79
550208	1249	AMY MCDONALD	visa	4916792224853298	03/23	70.69
550209	1250	CATHERINE WILSON	visa	4393079700317812	12/25	65.47
550210	1251	JANET RIVERA	disc	6011765780454916	11/24	120.32
550211	1252	MATTHEW ANDERSON	visa	4898661983881950	02/25	35.44
550212	1253	JAMAL WILLIAMS	mc	5580669644601683	07/24	85.33
550214	1255	MEGAN ROBINSON	visa	4654906360876808	11/23	120.02
550215	1256	DANIEL CRAWFORD	mc	5307438937365402	03/26	35.63
550217	1258	ANA JONES	visa	4401413833501242	07/27	35.67
550218	1259	BARBARA BARNES	visa	4109971708478361	08/22	85.94
550219	1260	EVELYN MOORE	mc	5243879058129571	04/25	120.03
550220	1261	DIANE WEBB	visa	4536734900115261	03/25	85.67
550221	1262	EMMA LOPEZ	mc	5466579222146234	12/26	50.15
550223	1264	CARLOS CASTRO	mc	5208271097659797	06/25	70.11
550224	1265	BRANDON CLARK	visa	4617354371164714	01/24	50.46
550225	1266	JACOB MCDONALD	visa	4875693253193417	04/23	35.12
550226	1267	KYLE ARMSTRONG	mc	5230882720302415	09/27	120.98
550227	1268	JACOB BROWN	disc	6011031921578943	07/25	85.33
550230	1271	DEBRA NELSON	visa	4616405400834759	04/25	120.51
550232	1273	WEI SIMMONS	disc	6011825411901360	12/22	50.99
550233	1274	HANNAH BLACK	visa	4425041180253703	07/25	85.34
550234	1275	EDWARD ROSS	visa	4047823870560655	06/27	35.58
550236	1277	ERIC CASTRO	mc	5294814192022752	09/24	86.00
550237	1278	ELIZABETH HOFFMAN	visa	4921082896175532	03/22	70.95
550238	1279	NOAH PARKER	visa	4203346139962819	01/26	50.52
550239	1280	JASON WILSON	visa	4119870624443301	09/24	85.30
550240	1281	RONALD JIMENEZ	visa	4313852928103660	03/22	35.47
550242	1283	JANET MILLER	visa	4314165055772853	03/26	85.56
550243	1284	NATHAN WHITE	visa	4519288652739522	05/22	120.92
550244	1285	MATTHEW ALVAREZ	mc	5442116098101313	10/24	50.15
550245	1286	NANCY CAMPBELL	mc	5513852900635528	09/23	70.18
550246	1287	JULIE AGUILAR	visa	4287810214232520	10/27	85.34
550247	1288	JEFFREY CUNNINGHAM	visa	4525248930716231	12/22	85.10
550248	1289	JASON HALL	amex	346587657396775	07/26	70.62
550249	1290	MARTHA FLORES	visa	4575240552868993	08/26	50.36
550250	1291	RICHARD VARGAS	visa	4606634092013602	01/25	50.86
550251	1292	TIMOTHY GOMEZ	visa	4901837465178207	01/22	70.29
550252	1293	REBECCA SMITH	visa	4310379423720247	07/25	50.61
550253	1294	CARL BROWN	visa	4024025723827425	08/24	70.96
550254	1295	DEBRA RIVERA	visa	4198602855511074	02/23	65.22
550255	1296	KIMBERLY WALLACE	amex	376725285864110	03/24	120.41
550256	1297	JACQUELINE ROGERS	mc	5267142514946281	05/25	65.38
550258	1299	LINDA BROWN	visa	4891883161986099	08/24	120.69
550259	1300	RAJ SCOTT	visa	4553294617366309	04/24	35.96
550260	1301	BRANDON SOTO	visa	4078517113935854	06/23	65.53
550263	1304	GEORGE JACKSON	visa	4031840147456945	07/24	50.69
550264	1305	JAMAL SMITH	visa	4408868778046706	03/25	120.54
550265	1306	JUAN GARCIA	visa	4070988094725028	12/24	70.36
550266	1307	SUSAN LOPEZ	mc	5487443564471905	06/25	70.91
550268	1309	DOROTHY ALEXANDER	visa	4590289384939234	07/22	50.66
550269	1310	FRANK KING	visa	4967970587861136	06/24	35.54
550271	1312	JUAN DAVIS	mc	5536308040407958	02/26	70.17
550272	1313	DOROTHY WOOD	visa	4970103406341917	03/27	65.18
550273	1314	OMAR BUTLER	visa	4049105528765516	08/26	65.50
550274	1315	DOROTHY EDWARDS	mc	5294174569010694	07/27	120.11
550275	1316	GARY KNIGHT	visa	4044791945100620	02/27	50.70
550276	1317	MATTHEW GIBSON	mc	5268019660048576	11/24	120.11
550277	1318	OLIVIA COLE	disc	6011049491938602	08/27	70.55
550278	1319	CHRISTINA O'BRIEN	mc	5537876999758836	05/22	120.50
550279	1320	VIRGINIA HARRISON	visa	4338248317469237	05/25	35.56
550280	1321	CAROL ADAMS	visa	4035235802602683	08/27	85.31
550282	1323	JOHN SANTOS	mc	5341643870851106	08/27	85.62
550284	1325	DAVID WILSON	visa	4472732564012812	11/26	70.17
550285	1326	DOUGLAS REYES	disc	6011997834916406	10/23	70.74
550286	1327	STEPHEN MOORE	visa	4052655460287485	08/26	85.33
550287	1328	RAYMOND RICHARDSON	visa	4294644815328366	07/22	65.80
550288	1329	CARL HALL	visa	4889184503467623	04/25	35.83
550289	1330	NICOLE HERNANDEZ	visa	4140987010804640	10/23	85.04
550290	1331	ROGER MOORE	mc	5565726399791785	11/23	50.03
550292	1333	SANDRA GRIFFIN	mc	5328505336338837	07/22	35.28
550293	1334	DEBORAH BELL	mc	5580920655900807	11/23	65.12
550294	1335	GUADALUPE MOORE	visa	4377739654215987	06/27	65.59
550295	1336	JAMAL RIVERA	visa	4323731303819629	09/27	50.59
550296	1337	CHRISTINE MILLER	amex	376028474703391	02/22	35.94
550298	1339	JACK COLEMAN	disc	6011864205833240	06/24	50.14
550299	1340	PRIYA LEWIS	mc	5410659711494241	01/25	85.57
550300	1341	SAMANTHA WILSON	mc	5394621431455282	05/23	120.55
550302	1343	KATHLEEN GARCIA	amex	347508022914257	01/25	35.44
550303	1344	CHRISTIAN RYAN	visa	4022730921045660	08/23	120.23
550304	1345	PRIYA MARSHALL	visa	4969039919634617	08/22	65.79
550305	1346	KIMBERLY GUZMAN	mc	5402228092069525	11/25	70.45
550306	1347	RICHARD THOMAS	visa	4913788273562460	08/24	50.46
550307	1348	DESHAWN GUZMAN	mc	5580148755272147	11/22	120.13
550309	1350	SANDRA ADAMS	visa	4999415696074967	02/24	65.28
550310	1351	KENNETH WARD	visa	4190287147286053	01/26	65.04
550311	1352	ARTHUR GARCIA	mc	5494793291943969	03/23	120.72
550312	1353	KEISHA JONES	visa	4725254628899949	04/25	50.74
550313	1354	JANICE REYES	visa	4942249058327319	12/27	50.35
550314	1355	DOROTHY THOMPSON	mc	5443318202216701	06/25	35.92
550317	1358	TIMOTHY ROBERTS	visa	4873108866277939	08/24	35.73
550318	1359	CATHERINE WILLIAMS	visa	4132541840717843	09/22	35.57
550319	1360	SEAN BOYD	visa	4631082285033434	11/25	35.45
550320	1361	JANICE OLSON	visa	4510231996094245	05/26	120.30
550321	1362	ARTHUR SPENCER	disc	6011406996789569	06/26	70.17
550322	1363	ROBERT WHITE	visa	4154859036325509	04/24	70.13
550324	1365	MICHAEL MYERS	amex	348585701502511	10/24	65.91
550325	1366	JUDITH PRICE	disc	6011157998221719	12/27	70.12
550326	1367	BRANDON BUTLER	amex	341345004817679	09/26	50.66
550328	1369	LAURA ANDREWS	disc	6011842843193425	03/26	120.56
550329	1370	GERALD THOMAS	visa	4029474245738790	11/27	35.71
550330	1371	CHRISTIAN MILLER	mc	5452804762801170	03/26	120.17
550331	1372	AMANDA RAMIREZ	visa	4063997181295679	07/27	85.73
550332	1373	GREGORY REED	visa	4128731854217006	06/27	85.99
550333	1374	PAMELA GARCIA	mc	5474879134283483	07/26	50.19
550334	1375	JOAN SALAZAR	visa	4780446031071106	10/27	70.23
550335	1376	MICHELLE RAMIREZ	mc	5553102834149118	07/22	35.08
550336	1377	THOMAS REYES	amex	372421314939578	06/26	85.01
550337	1378	ROGER HILL	visa	4236756818273752	02/22	120.17
550338	1379	SAMANTHA MATTHEWS	visa	4144859223108752	06/24	120.84
550339	1380	DONNA HERNANDEZ	visa	4835079688966404	08/27	35.26
550340	1381	STEPHANIE HALL	visa	4891002834953085	07/24	85.89
550341	1382	ANGELA ELLIS	amex	371041848245325	11/27	70.13
550342	1383	JANICE BOYD	visa	4579723186533964	09/25	50.64
550343	1384	MEI WALKER	mc	5255397741085451	04/26	35.76
550344	1385	HEATHER WALLACE	visa	4878648933414697	10/27	70.37
550346	1387	JEREMY GONZALEZ	mc	5585743741188376	03/23	35.18
550347	1388	JOYCE MATTHEWS	disc	6011455878141027	09/25	35.54
550349	1390	MEI ANDERSON	visa	4409418628606306	06/24	120.60
550350	1391	ANTHONY RUSSELL	visa	4931694465890396	06/27	85.99
550351	1392	GREGORY THOMAS	visa	4314544103398590	04/27	65.05
550352	1393	VIRGINIA LEE	mc	5563409779310086	08/22	50.20
550353	1394	JONATHAN SANCHEZ	mc	5570350355493212	01/27	120.17
550354	1395	BRENDA VARGAS	visa	4128385423627896	01/23	35.51
550355	1396	GEORGE DIAZ	visa	4017450853286797	09/23	120.35
550356	1397	JACOB HERNANDEZ	mc	5362833075739883	02/23	120.67
550357	1398	SAMANTHA WHITE	mc	5467843331473510	08/25	65.91
550358	1399	WILLIAM MILLER	visa	4509001082295870	04/25	120.26
550361	1402	DESHAWN CAMPBELL	mc	5347612438296843	02/23	70.47
550363	1404	RICHARD JOHNSON	mc	5381505435319500	03/22	65.54
550364	1405	NOAH ALVARADO	visa	4576770126997190	02/22	35.67
550365	1406	ANNA RICHARDS	visa	4057771063139919	12/23	70.51
550366	1407	REBECCA WHITE	visa	4814338093782813	07/27	50.48
550367	1408	JANET MARSHALL	visa	4210482582231617	07/24	70.55
550369	1410	NANCY RUIZ	visa	4722164225792541	01/26	85.15
550370	1411	EDWARD RAMOS	visa	4688913557434813	06/22	35.59
550371	1412	LISA PHILLIPS	mc	5462019716461835	07/26	120.85
550372	1413	DYLAN THOMAS	visa	4397197800136720	03/22	85.80
550373	1414	BRANDON MILLER	visa	4225904129878017	03/23	35.75
550374	1415	GREGORY COOK	visa	4026757142833802	05/27	35.75
550375	1416	LARRY MILLER	mc	5262343257099479	09/24	65.67
550376	1417	RACHEL HICKS	visa	4812308502195073	03/23	70.79
550377	1418	LAURA RODRIGUEZ	visa	4098006678613946	11/22	35.53
550378	1419	JENNIFER ALEXANDER	visa	4144994609883460	06/25	50.74
550380	1421	SHIRLEY MATTHEWS	visa	4664608619462475	04/24	120.51
550381	1422	NICOLE JOHNSON	disc	6011352369284061	10/24	65.67
550382	1423	NICHOLAS WHITE	mc	5490586146166636	06/25	35.45
550383	1424	NATHAN LEE	mc	5330387480189571	10/25	85.86
550384	1425	RAJ RAY	mc	5272128254669848	07/22	35.60
550385	1426	KIMBERLY LOPEZ	amex	375943338433103	01/25	120.53
550386	1427	LARRY GUTIERREZ	disc	6011113951872832	04/25	50.07
550388	1429	JASON RYAN	visa	4910248565509946	01/24	120.14
550389	1430	ERIC ROGERS	mc	5277111673823795	02/24	35.80
550391	1432	HENRY ALVAREZ	visa	4106147129482349	02/25	50.83
550392	1433	PAMELA MITCHELL	mc	5386389960948180	03/25	65.37
550393	1434	CAROL ADAMS	mc	5202477407809479	03/23	120.95
550394	1435	LUIS LOPEZ	mc	5572023944273357	06/23	35.47
550395	1436	LAURA HUDSON	visa	4585593288237646	05/24	65.33
550396	1437	ANA GUTIERREZ	visa	4863792961654712	03/24	65.45
550397	1438	KEITH PETERS	visa	4243017638509599	12/23	65.68
550399	1440	MARTHA WHITE	visa	4270511842834294	06/24	65.37
\.


--
-- Name: identity_documents_id_seq; Type: SEQUENCE SET; Schema: crm; Owner: northwind
--

SELECT pg_catalog.setval('crm.identity_documents_id_seq', 400, true);


--
-- Name: audit_log audit_log_pkey; Type: CONSTRAINT; Schema: crm; Owner: northwind
--

ALTER TABLE ONLY crm.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (event_id);


--
-- Name: customers customers_pkey; Type: CONSTRAINT; Schema: crm; Owner: northwind
--

ALTER TABLE ONLY crm.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (customer_id);


--
-- Name: devices devices_pkey; Type: CONSTRAINT; Schema: crm; Owner: northwind
--

ALTER TABLE ONLY crm.devices
    ADD CONSTRAINT devices_pkey PRIMARY KEY (device_id);


--
-- Name: identity_documents identity_documents_pkey; Type: CONSTRAINT; Schema: crm; Owner: northwind
--

ALTER TABLE ONLY crm.identity_documents
    ADD CONSTRAINT identity_documents_pkey PRIMARY KEY (id);


--
-- Name: orders orders_pkey; Type: CONSTRAINT; Schema: crm; Owner: northwind
--

ALTER TABLE ONLY crm.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (order_no);


--
-- Name: payments payments_pkey; Type: CONSTRAINT; Schema: crm; Owner: northwind
--

ALTER TABLE ONLY crm.payments
    ADD CONSTRAINT payments_pkey PRIMARY KEY (payment_id);


--
-- Name: customers_last_name; Type: INDEX; Schema: crm; Owner: northwind
--

CREATE INDEX customers_last_name ON crm.customers USING btree (last_name);


--
-- Name: devices devices_customer_id_fkey; Type: FK CONSTRAINT; Schema: crm; Owner: northwind
--

ALTER TABLE ONLY crm.devices
    ADD CONSTRAINT devices_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm.customers(customer_id);


--
-- Name: identity_documents identity_documents_customer_id_fkey; Type: FK CONSTRAINT; Schema: crm; Owner: northwind
--

ALTER TABLE ONLY crm.identity_documents
    ADD CONSTRAINT identity_documents_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm.customers(customer_id);


--
-- Name: orders orders_customer_id_fkey; Type: FK CONSTRAINT; Schema: crm; Owner: northwind
--

ALTER TABLE ONLY crm.orders
    ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm.customers(customer_id);


--
-- Name: payments payments_customer_id_fkey; Type: FK CONSTRAINT; Schema: crm; Owner: northwind
--

ALTER TABLE ONLY crm.payments
    ADD CONSTRAINT payments_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES crm.customers(customer_id);


--
-- PostgreSQL database dump complete
--

\unrestrict northwind


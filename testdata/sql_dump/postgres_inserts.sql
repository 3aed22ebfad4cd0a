--
-- PostgreSQL database dump
--

\restrict FvPHf8Kb4yeOsffBGdGWyBxn3k5vcMdrOTMtEmhApyyFFde44akI6R72epwFiF1

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
-- Name: f(); Type: FUNCTION; Schema: public; Owner: postgres
--

CREATE FUNCTION public.f() RETURNS integer
    LANGUAGE plpgsql
    AS $$ BEGIN
INSERT INTO public.orders VALUES (99);
RETURN 1; END; $$;


ALTER FUNCTION public.f() OWNER TO postgres;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: customers; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.customers (
    id integer NOT NULL,
    "Full Name" character varying(80) DEFAULT 'n/a, (none)'::character varying NOT NULL,
    email text,
    ssn character varying(11),
    note text,
    photo bytea,
    active smallint DEFAULT 1,
    CONSTRAINT customers_email_check CHECK ((email <> ')'::text))
);


ALTER TABLE public.customers OWNER TO postgres;

--
-- Name: TABLE customers; Type: COMMENT; Schema: public; Owner: postgres
--

COMMENT ON TABLE public.customers IS 'people; 
INSERT INTO nothing VALUES (1)';


--
-- Name: orders; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.orders (
    id bigint,
    customer_id integer,
    amount numeric(10,2),
    twice numeric GENERATED ALWAYS AS ((amount * (2)::numeric)) STORED,
    kind text
);


ALTER TABLE public.orders OWNER TO postgres;

--
-- Data for Name: customers; Type: TABLE DATA; Schema: public; Owner: postgres
--

INSERT INTO public.customers VALUES (1, 'Ada O''Neil', 'ada@example.com', '536-90-4399', 'plain note', NULL, 1);
INSERT INTO public.customers VALUES (2, 'Bob "Q" Public', 'bob@example.com', '', NULL, '\x68656c6c6f20776f726c64', 0);
INSERT INTO public.customers VALUES (3, 'Zoë Straße 日本', 'zoe@example.org', NULL, 'line one
line two	and tab', '\x626c6f62206f662074657874', 1);
INSERT INTO public.customers VALUES (4, 'Back\slash', 'x\n@example.com', '219-09-9999', 'C:\temp\new\.
\.
end', NULL, 0);
INSERT INTO public.customers VALUES (5, 'tuple),(trap', 't),(6,''x''@example.com', '457-55-5462', 'a ),
(''7'',''b''); INSERT INTO customers VALUES (9);
INSERT INTO x VALUES (''no'')', NULL, 1);
INSERT INTO public.customers VALUES (6, 'copy trap', 'c@example.com', '078-05-1120', 'first
COPY public.evil (a) FROM stdin;
1	2
\.
-- done', NULL, NULL);
INSERT INTO public.customers VALUES (7, 'semi;
colon', 's@example.com', '987-65-4320', 'it''s; ''quoted'' -- not a comment /* nor this */', '\x5c783431', 0);
INSERT INTO public.customers VALUES (8, '', '', '', '
ends with backslash\', '\x27292c2827', 1);


--
-- Data for Name: orders; Type: TABLE DATA; Schema: public; Owner: postgres
--

INSERT INTO public.orders VALUES (10, 1, -12.50, DEFAULT, 'a');
INSERT INTO public.orders VALUES (11, NULL, 1000.00, DEFAULT, NULL);


--
-- Name: customers customers_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (id);


--
-- PostgreSQL database dump complete
--

\unrestrict FvPHf8Kb4yeOsffBGdGWyBxn3k5vcMdrOTMtEmhApyyFFde44akI6R72epwFiF1


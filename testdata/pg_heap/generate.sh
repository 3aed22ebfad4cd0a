#!/usr/bin/env bash
# Writes a table as PostgreSQL keeps it (`16384`), its long values (`16387`), and the pages of `pg_attribute` (`1249`) and
# `pg_class` (`1259`) that tell of both; and its rows as COPY writes them in binary. Needs initdb and postgres (15 wrote what
# is committed). Takes no arguments.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
work=$(mktemp -d)
chmod 777 "$work"
as() { if [ "$(id -u)" = 0 ]; then su postgres -c "cd /; $*"; else bash -c "$*"; fi; }
trap 'as "$bin/pg_ctl -D $work/data -m immediate stop" >/dev/null 2>&1; rm -rf "$work"' EXIT
as "$bin/initdb -D $work/data -E UTF8 --locale=C -A trust" >/dev/null
as "$bin/pg_ctl -D $work/data -w -o '-k $work -h \"\" -c autovacuum=off' -l $work/log start" >/dev/null
client() { as "psql -qAt -h $work -d postgres" ; }
client <<'SQL'
CREATE TABLE people (id int, full_name varchar(60), ssn char(11), born date, balance numeric(10,2), seen timestamp, key uuid,
  is_active boolean, score double precision, profile jsonb, note text, old text);
INSERT INTO people SELECT i, (ARRAY['Bob','Ann','Zoë'])[i % 3 + 1] || ' Miller ' || i, '536-22-' || 8000 + i, date '1960-01-01' + i, -1233.5 - i,
  timestamp '2024-02-29 12:00:00.5' + i * interval '1 second', (lpad(i::text, 8, '0') || '-0000-4000-8000-000000000000')::uuid, i % 2 = 1,
  i / 2.0, jsonb_build_object('ok', i % 2 = 1, 'tags', jsonb_build_array('a', i)),
  CASE i WHEN 5 THEN repeat('long text ', 298) || '.... SSN 536-22-9001'
         WHEN 6 THEN (SELECT string_agg(md5(n::text), ' ' ORDER BY n) FROM generate_series(1, 300) n) || ' SSN 536-22-9002' END,
  CASE WHEN i < 5 THEN 'dropped' END FROM generate_series(1, 50) i;
SQL
# A transaction that sees the rows as they were keeps them from being tidied away.
(echo "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM people; SELECT pg_sleep(4);" | client >/dev/null) &
sleep 1
client <<'SQL'
DELETE FROM people WHERE id > 40;
UPDATE people SET score = score + 100 WHERE id > 30;
ALTER TABLE people DROP COLUMN old;
ALTER TABLE people ADD COLUMN added varchar(20);
INSERT INTO people (id, full_name, ssn, born, balance, added) SELECT i, 'Ann Later ' || i, '536-22-' || 8000 + i, date '1950-01-01' + i, 0.5, 'new ' || i
  FROM generate_series(51, 55) i;
CHECKPOINT;
SQL
path() { echo "SELECT pg_relation_filepath('$1')" | client; }
cp "$work/data/$(path people)" "$here/"
cp "$work/data/$(echo "SELECT pg_relation_filepath(reltoastrelid) FROM pg_class WHERE relname = 'people'" | client)" "$here/"
echo "COPY (SELECT id, full_name, ssn, born, balance, seen, key, is_active, score, profile, note FROM people ORDER BY id) TO '$work/people.copy' (FORMAT binary)" | client
cp "$work/people.copy" "$here/"
# Of the catalog those pages that speak of these tables, and of the catalog itself.
for relation in 1249:attrelid:pg_attribute 1259:oid:pg_class; do
    IFS=: read -r number column name <<<"$relation"
    file="$work/data/$(path "$name")"
    : >"$here/$number"
    wanted="SELECT DISTINCT (ctid::text::point)[0]::int FROM $name WHERE $column IN (SELECT oid FROM pg_class WHERE relname IN ('people', 'pg_class')
      OR oid = (SELECT reltoastrelid FROM pg_class WHERE relname = 'people')) ORDER BY 1"
    for page in $(echo "$wanted" | client); do
        dd if="$file" bs=8192 skip="$page" count=1 status=none >>"$here/$number"
    done
done
chmod 644 "$here"/1*
wait %1 || true

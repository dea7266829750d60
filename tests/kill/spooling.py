"""A site that takes uploads as Flask does by itself: what the proofs about disks must catch."""

from flask import Flask, request


def start() -> Flask:
    app = Flask(__name__)

    @app.post("/upload/report")
    def take() -> str:
        return str(len(list(request.files)))

    @app.get("/health")
    def health() -> str:
        return ""

    return app

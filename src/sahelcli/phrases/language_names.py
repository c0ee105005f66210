"""Names of languages by their ISO 639 code: those of the Sahel and of the press that writes about it."""

from __future__ import annotations

_NAMES = {
    "am": "Amharic", "ar": "Arabic", "bm": "Bambara", "da": "Danish", "de": "German", "dje": "Zarma", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "ff": "Fula", "fi": "Finnish", "fr": "French",
    "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "kr": "Kanuri", "nl": "Dutch", "no": "Norwegian", "pcm": "Nigerian Pidgin",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "ses": "Songhay", "sv": "Swedish",
    "sw": "Swahili", "taq": "Tamasheq", "tmh": "Tamashek", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
    "wo": "Wolof", "yo": "Yoruba", "zh": "Chinese",
}  # fmt: skip


def language(tag: str) -> str:
    """Return the name of the language of a BCP 47 tag, French for `fr-BE`; one without a name here keeps its tag."""
    return _NAMES.get(tag.partition("-")[0].lower(), tag)

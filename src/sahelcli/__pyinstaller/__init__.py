"""Hooks for PyInstaller, found by the entry point `pyinstaller40`: what a program made of ours must carry."""

from pathlib import Path


def get_hook_dirs() -> list[str]:
    """Return the folder of the hooks; nothing of PyInstaller is loaded."""
    return [str(Path(__file__).parent)]

"""Hook for PyInstaller: modules that are imported by name, files beside modules, the dataset, and the metadata."""

from importlib.metadata import files

from PyInstaller.utils.hooks import collect_data_files, collect_dynamic_libs, collect_submodules, copy_metadata

# What mypyc has compiled asks for a module of its own, named by a hash, which only the list of installed files tells.
_compiled = [path.name.partition(".")[0] for path in files("tomli") or () if "__mypyc" in path.name]

hiddenimports = [*collect_submodules("sahelcli", filter=lambda name: "__pyinstaller" not in name), *_compiled]
datas = [*collect_data_files("sahelcli", excludes=["__pyinstaller"]), *copy_metadata("sahel")]
binaries = collect_dynamic_libs("plotext", search_patterns=["*.so", "*.dylib", "*.dll"])  # opened by their paths

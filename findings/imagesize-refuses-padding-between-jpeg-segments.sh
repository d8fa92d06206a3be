#!/usr/bin/env bash
# imagesize 0.15.0 (crates.io) cannot read the size of a JPEG with padding between its segments.
#
# Expected: ISO 10918-1, B.1.1.2: "Any marker may optionally be preceded by any number of fill bytes, which
# are bytes assigned code X'FF'." Its size is read; Pillow and the `image` crate decode the picture.
# Behaviour: with one fill byte before the first segment, `blob_size` takes it for a marker and what follows
# for a length, and gives an error: `IoError(UnexpectedEof)` for this picture.
# Consequence: who looks at the size before decoding must not call such a picture damaged.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet pillow==11.3.0
env/bin/python - <<'PYTHON'
import io
from PIL import Image
plain = io.BytesIO()
Image.new("RGB", (64, 48), (200, 30, 30)).save(plain, "JPEG")
plain = plain.getvalue()
padded = plain[:2] + b"\xff" + plain[2:]
open("plain.jpg", "wb").write(plain)
open("padded.jpg", "wb").write(padded)
picture = Image.open("padded.jpg")
picture.load()
print("Pillow 11.3.0 decodes the padded picture:", picture.size)
assert picture.size == (64, 48)
PYTHON
mkdir -p look/src
cat > look/Cargo.toml <<'TOML'
[package]
name = "look"
version = "0.0.0"
edition = "2021"
[dependencies]
imagesize = "=0.15.0"
[workspace]
TOML
cat > look/src/main.rs <<'RUST'
fn main() {
    for name in ["plain.jpg", "padded.jpg"] {
        println!("{name}: {:?}", imagesize::blob_size(&std::fs::read(name).unwrap()));
    }
}
RUST
cargo run --quiet --manifest-path look/Cargo.toml > seen
cat seen
grep -q 'plain.jpg: Ok(ImageSize { width: 64, height: 48 })' seen
grep -q 'padded.jpg: Err(' seen || { echo "imagesize has changed" >&2; exit 1; }

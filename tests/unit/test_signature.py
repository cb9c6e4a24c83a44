"""A signed release is published only if one of the allowed signers signed just these bytes."""

import shutil
import subprocess
from pathlib import Path

import pytest

from course import cli
from course.errors import RefusedError
from course.release.signature import NAMESPACE, check_key, signatures, signer
from support.small_release import release, version_in


def key(folder: Path, name: str) -> Path:
    place = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(place)], check=True)
    return place


def signers(folder: Path, **keys: Path) -> Path:
    lines = (
        f'{name}@unit namespaces="{NAMESPACE}" {one.with_name(f"{one.name}.pub").read_text()}'
        for name, one in keys.items()
    )
    place = folder / "signers"
    place.write_text("".join(lines), encoding="utf-8")
    return place


def signed(archive: Path, by: Path) -> Path:
    for name, content in signatures({archive.name: archive.read_bytes(), "list.json": b""}, by).items():
        archive.with_name(name).write_bytes(content)
    return archive


def test_an_allowed_signer_is_named_and_the_release_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = signed(release(tmp_path / "dist", "1.0.0"), one := key(tmp_path, "one"))
    allowed = str(signers(tmp_path, other=key(tmp_path, "other"), one=one))
    target = tmp_path / "srv"
    assert cli.main(["publish", str(target), "--archive", str(archive), "--signers", allowed]) == 0
    assert capsys.readouterr().out.startswith("course-1.0.0.zip 由 one@unit 签名，签名有效\n")
    assert version_in(target) == "1.0.0"


def test_only_archives_are_signed_and_openssh_alone_can_check_them(tmp_path: Path) -> None:
    one = key(tmp_path, "one")
    made = signatures({"a.zip": b"a", "a-deploy.zip": b"b", "a.manifest.json": b"c"}, one)
    assert sorted(made) == ["a-deploy.zip.sig", "a.zip.sig"]
    (tmp_path / "a.zip.sig").write_bytes(made["a.zip.sig"])
    command = ["ssh-keygen", "-Y", "verify", "-n", NAMESPACE, "-I", "one@unit", "-s", "a.zip.sig", "-f", "signers"]
    signers(tmp_path, one=one)
    for content, status in ((b"a", 0), (b"b", 255)):
        assert subprocess.run(command, cwd=tmp_path, input=content, check=False).returncode == status


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("changed", "与签名不符"),
        ("unsigned", "没有签名：旁边没有 course-1.0.0.zip.sig"),
        ("stranger", "不是"),
        ("damaged", "签名文件损坏了"),
        ("no list", "没有找到签名人的名单"),
        ("no archive", "没有找到发布包"),
    ],
)
def test_anything_else_is_refused_before_the_target_is_touched(
    harm: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = key(tmp_path, "one")
    archive, allowed = signed(release(tmp_path / "dist", "1.0.0"), one), signers(tmp_path, one=one)
    signature = archive.with_name(f"{archive.name}.sig")
    match harm:
        case "changed":
            archive.write_bytes(archive.read_bytes() + b"\n")
        case "unsigned":
            signature.unlink()
        case "stranger":
            signers(tmp_path, other=key(tmp_path, "other"))
        case "damaged":
            signature.write_bytes(b"x")
        case "no list":
            allowed.unlink()
        case _:
            archive.unlink()
    target = tmp_path / "srv"
    assert cli.main(["publish", str(target), "--archive", str(archive), "--signers", str(allowed)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert not target.exists()


def test_a_signature_for_another_purpose_does_not_count(tmp_path: Path) -> None:
    one = key(tmp_path, "one")
    archive, allowed = release(tmp_path / "dist", "1.0.0"), signers(tmp_path, one=one)
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-n", "file", "-f", str(one), str(archive)], check=True)
    with pytest.raises(RefusedError, match="与签名不符"):
        signer(archive, allowed)


def test_a_key_that_cannot_sign_is_refused_in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RefusedError, match="没有找到签名用的密钥"):
        check_key(tmp_path / "none")
    (tmp_path / "text").write_text("x", encoding="utf-8")
    with pytest.raises(RefusedError, match="签不了名"):
        signatures({"a.zip": b"a"}, tmp_path / "text")
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(RefusedError, match="没有 ssh-keygen，签不了名"):
        check_key(tmp_path / "text")


def test_a_machine_without_openssh_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = signed(release(tmp_path / "dist", "1.0.0"), one := key(tmp_path, "one"))
    allowed = signers(tmp_path, one=one)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert cli.main(["publish", str(tmp_path / "srv"), "--archive", str(archive), "--signers", str(allowed)]) == 1
    assert "这台电脑上没有 ssh-keygen" in capsys.readouterr().err

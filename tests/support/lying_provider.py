"""An identity provider in a process of its own that can be told to lie: `python -m tests.support.lying_provider`.

It is oidc-provider-mock; PUT /lies takes {"claims": {…}, "algorithm": "none" | "HS256" | "stranger", "published": {…},
"userinfo": {…}} for what it says from then on. Prints its address once it listens.
"""

import base64
import json
import warnings
from typing import Any

import flask
from werkzeug.serving import make_server

warnings.simplefilter("ignore")
import oidc_provider_mock  # noqa: E402  # warns of what its parts will drop one day
from joserfc import jwt  # noqa: E402
from joserfc.jwk import KeySet, OctKey, RSAKey  # noqa: E402


def main() -> None:
    """Serve until ended."""
    app = oidc_provider_mock.app()
    app.debug = False
    lies: dict[str, Any] = {}

    @app.put("/lies")
    def take_lies() -> str:
        lies.clear()
        lies.update(flask.request.get_json())
        return ""

    @app.after_request
    def lie(answer: flask.Response) -> flask.Response:
        told = {"/oauth2/token": _token, "/.well-known/openid-configuration": _published, "/userinfo": _userinfo}
        alter = told.get(flask.request.path)
        if alter and answer.status_code == 200 and lies:
            answer.set_data(json.dumps(alter(answer.get_json(), lies)))
        return answer

    server = make_server("127.0.0.1", 0, app.wsgi_app)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


def _published(document: dict[str, Any], lies: dict[str, Any]) -> dict[str, Any]:
    return {**document, **lies.get("published", {})}


def _userinfo(document: dict[str, Any], lies: dict[str, Any]) -> dict[str, Any]:
    return {**document, **lies.get("userinfo", {})}


def _token(document: dict[str, Any], lies: dict[str, Any]) -> dict[str, Any]:
    """The answer with its identity token made anew."""
    payload = document["id_token"].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    for name, value in lies.get("claims", {}).items():
        if value is None:
            claims.pop(name, None)
        else:
            claims[name] = claims[name] + value["seconds"] if isinstance(value, dict) else value
    return {**document, "id_token": _signed(claims, lies.get("algorithm", "RS256"))}


def _signed(claims: dict[str, Any], algorithm: str) -> str:
    own = RSAKey.import_key(flask.g.oidc_provider_mock_storage.jwk.as_dict(is_private=True))
    if algorithm == "none":
        parts = [json.dumps(part).encode() for part in ({"alg": "none"}, claims)]
        return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."
    if algorithm == "HS256":  # what anybody can do who takes the published key for a shared secret
        return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(own.as_pem(private=False)))
    key = RSAKey.generate_key(2048) if algorithm == "stranger" else own
    header = {"alg": "RS256", "kid": own.thumbprint() if algorithm == "stranger" else KeySet([own]).keys[0].kid}
    return jwt.encode({name: value for name, value in header.items() if value}, claims, key)


if __name__ == "__main__":
    main()

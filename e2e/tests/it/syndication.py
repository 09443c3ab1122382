"""What a desk serves, read by other people's programs. Arguments: its address, the folder of shapes, what is expected.

Prints one line for each kind of check that was made, and fails with the first thing that is wrong."""

import json
import sys
import urllib.error
import urllib.request
from pathlib import Path

import extruct
import feedparser
import jsonschema
import pyshacl
from lxml import etree
from micawber import Provider, ProviderRegistry
from micawber.exceptions import ProviderException
from rdflib import Graph

address, shapes, expected = sys.argv[1], Path(sys.argv[2]), json.loads(sys.argv[3])
base = "https://tin.example"
schemas = json.loads((shapes / "documents.schema.json").read_text())
sitemap_rules = etree.XMLSchema(etree.parse(str(shapes / "sitemap.xsd")))
counted = {}


def count(what):
    counted[what] = counted.get(what, 0) + 1


def get(path, **headers):
    """The whole answer; addresses of the public site are those of the program under test."""
    request = urllib.request.Request(address + path.removeprefix(base), headers=headers)
    try:
        with urllib.request.urlopen(request) as reply:
            return reply.status, reply.headers, reply.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read()


def found(path):
    status, headers, body = get(path)
    assert status == 200, (path, status, body[:300])
    # Who has it gets nothing again.
    again, _, nothing = get(path, **{"If-None-Match": headers["ETag"]})
    assert (again, nothing) == (304, b""), (path, again)
    count("asked again by its tag and answered 304")
    return headers, body


def valid(body, name):
    jsonschema.validate(json.loads(body), {**schemas, "$ref": "#/$defs/" + name})
    count("of its schema by jsonschema")
    return json.loads(body)


def xml(body):
    # No entity is expanded and nothing is fetched: whatever stands there must be well formed by itself.
    return etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


for lang in ("vi", "en"):
    for query in ("", "?lang=vi", "?rating=false&year=2026", "?q=tin"):
        for kind, version in (("atom", "atom10"), ("rss", "rss20")):
            _, body = found(f"/{lang}/checks.{kind}{query}")
            xml(body)
            feed = feedparser.parse(body)
            assert not feed.bozo and feed.version == version, (kind, feed.get("bozo_exception"))
            assert query == "?q=tin" or len(feed.entries) == expected["checks"], (kind, query, len(feed.entries))
            assert len({entry.id for entry in feed.entries}) == len(feed.entries)
            for entry in feed.entries:
                assert entry.title and entry.link.startswith(base), entry
                # Text is text. Where feedparser takes something for HTML, nothing of a stranger's may be markup in it.
                for shown in [entry.title_detail, *([entry.summary_detail] if "summary_detail" in entry else [])]:
                    assert shown.type == "text/plain" or "<" not in shown.value.replace("<br />", ""), shown
            count("read by feedparser")
        _, body = found(f"/{lang}/checks.json{query}")
        valid(body, "feed.json")
    for kind in ("atom", "rss"):
        feed = feedparser.parse(found(f"/{lang}/corrections.{kind}")[1])
        assert not feed.bozo and len(feed.entries) == 2, feed
        count("read by feedparser")
    valid(found(f"/{lang}/corrections.json")[1], "feed.json")

for path in ("/sitemap.xml", "/sitemap/pages.xml", "/sitemap/1.xml", "/sitemap-news.xml"):
    tree = xml(found(path)[1])
    sitemap_rules.assertValid(etree.ElementTree(tree))
    count("valid by the rules of the sitemap protocol (lxml)")
    for page in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc"):
        if path == "/sitemap.xml":
            assert get(page.text)[0] == 200, page.text

valid(found("/api/v2/feeds")[1], "check-feed.json")
valid(found("/v1alpha1/claims:search?query=tin&languageCode=vi")[1], "claims.json")
valid(found("/data/checks.json")[1], "dump.json")
lines = [json.loads(line) for line in found("/data/checks.ndjson")[1].decode().split("\n")[:-1]]
assert len(lines) == len(expected["live"]), len(lines)


def shaped(node):
    """Whether JSON-LD is of the shapes. The context of schema.org says, for these names, what a vocabulary says."""
    graph = Graph()
    graph.parse(data=json.dumps({**node, "@context": {"@vocab": "https://schema.org/"}}), format="json-ld")
    conforms, _, said = pyshacl.validate(graph, shacl_graph=str(shapes / "claim_review.ttl"), shacl_graph_format="turtle")
    assert conforms, (node, said)


for line in lines:
    shaped(line)
    count("line of the dump, of the shapes by pyshacl")

registry = ProviderRegistry()
registry.register(r"https://tin\.example/.*", Provider(f"{address}/oembed"))
for check in expected["live"]:
    for lang in ("vi", "en"):
        page = f"{base}/{lang}/c/{check}"
        body = found(page)[1].decode()
        [markup] = extruct.extract(body, syntaxes=["json-ld"])["json-ld"]
        assert markup["@type"] == "ClaimReview" and markup["sdLicense"], markup
        shaped(markup)
        count("markup found by extruct, of the shapes by pyshacl")
        answer = registry.request(page)
        assert answer["type"] == "rich" and f"{base}/{lang}/embed/{check}" in answer["html"], answer
        assert "<script" not in answer["html"] and answer["html"].count("<") == 2, answer["html"]
        count("shown by micawber, a consumer of oEmbed")
        status, headers, json_answer = get(f"/oembed?url={page}&format=json")
        valid(json_answer, "oembed.json")
        xml(get(f"/oembed?url={page}&format=xml")[2])
        _, headers, card = get(f"/{lang}/embed/{check}")
        assert "frame-ancestors *" in headers["Content-Security-Policy"] and b"<script" not in card
        assert len(card) < 12_000, len(card)
for other in (f"{base}/vi/c/{expected['withdrawn']}", f"{base}/vi/checks"):
    try:
        registry.request(other)
        raise SystemExit(f"{other} was shown")
    except ProviderException:
        pass
assert get(f"/vi/embed/{expected['withdrawn']}")[0] == 410

for what, times in sorted(counted.items()):
    print(f"{times:>4} {what}")

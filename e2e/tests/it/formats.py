"""Documents of a folder, read by other people's programs. Arguments: the folder, the folder of shapes.

Prints one line for each kind of check that was made, and fails with the first thing that is wrong."""

import json
import sys
from pathlib import Path

import extruct
import feedparser
import jsonschema
import pyshacl
from lxml import etree
from rdflib import Graph, Namespace
from standardwebhooks import Webhook

folder, shapes = Path(sys.argv[1]), Path(sys.argv[2])
schemas = json.loads((shapes / "documents.schema.json").read_text())
sitemap = etree.XMLSchema(etree.parse(str(shapes / "sitemap.xsd")))
counted = {}


def count(what):
    counted[what] = counted.get(what, 0) + 1


def xml(file):
    # No entity is expanded and nothing is fetched: whatever stands there must be well formed by itself.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    tree = etree.parse(str(file), parser)
    count("well formed for lxml")
    if file.name.startswith("sitemap"):
        sitemap.assertValid(tree)
        count("valid by the rules of the sitemap protocol (lxml)")
    if file.name in ("feed.atom", "feed.rss"):
        feed = feedparser.parse(str(file))
        assert not feed.bozo, (file, feed.bozo_exception)
        assert feed.version == {"feed.atom": "atom10", "feed.rss": "rss20"}[file.name], feed.version
        assert len(feed.entries) == 2, file
        links = {link.rel: link.href for link in feed.feed.links}
        assert links["self"] == "https://tin.example/vi/feed" and "next" in links, links
        for entry in feed.entries:
            assert entry.id and entry.title and entry.link.startswith("https://"), entry
            assert entry.get("updated_parsed") or entry.get("published_parsed"), entry
            # Text is text. Where feedparser takes something for HTML, nothing of a stranger's may be markup in it.
            for shown in [entry.title_detail, *([entry.summary_detail] if "summary_detail" in entry else [])]:
                assert shown.type == "text/plain" or "<" not in shown.value.replace("<br />", ""), shown
            assert entry.thuchu_claim is not None and entry.thuchu_change is not None
        assert any("creativecommons.org/licenses/by/4.0" in str(link) for link in [feed.feed.links, feed.feed])
        count("read by feedparser")


def page(file):
    found = extruct.extract(file.read_text(), syntaxes=["json-ld"])["json-ld"]
    kinds = sorted(str(one["@type"]) for one in found)
    assert kinds == ["ClaimReview", "MediaReview"], kinds
    graph = Graph()
    for one in found:
        # The context of schema.org says, for these names, what a vocabulary says; it is not fetched.
        one["@context"] = {"@vocab": "https://schema.org/"}
        if one["@type"] == "MediaReview":
            one["urn:thuchu:shapes:alone"] = True
        graph.parse(data=json.dumps(one), format="json-ld")
    conforms, _, said = pyshacl.validate(graph, shacl_graph=str(shapes / "claim_review.ttl"), shacl_graph_format="turtle")
    assert conforms, (file, said)
    count("markup found by extruct, of the shapes by pyshacl")
    # The shapes are no sieve: without one required field each is refused.
    schema = Namespace("https://schema.org/")
    for name in ("claimReviewed", "alternateName", "mediaAuthenticityCategory", "author"):
        broken = Graph()
        for triple in graph:
            if triple[1] != schema[name]:
                broken.add(triple)
        conforms, _, _ = pyshacl.validate(broken, shacl_graph=str(shapes / "claim_review.ttl"), shacl_graph_format="turtle")
        assert not conforms, name


def document(file):
    value = json.loads(file.read_text())
    jsonschema.validate(value, {**schemas, "$ref": "#/$defs/" + file.name})
    count("of its schema by jsonschema")


for one in sorted(folder.iterdir()):
    for file in sorted(one.iterdir()):
        if file.suffix in (".xml", ".atom", ".rss"):
            xml(file)
        elif file.suffix == ".html":
            page(file)
        elif file.suffix == ".json" and file.name != "webhook-headers.json":
            document(file)
        elif file.suffix == ".ndjson":
            for line in file.read_text().split("\n")[:-1]:
                assert json.loads(line)["@type"] == "ClaimReview"
    headers = json.loads((one / "webhook-headers.json").read_text())
    body = (one / "webhook.json").read_text()
    secret = headers.pop("secret")
    assert Webhook(secret).verify(body, headers)["type"] == "check.corrected"
    try:
        Webhook(secret).verify(body.replace("corrected", "published"), headers)
        raise SystemExit("a changed body was believed")
    except Exception as error:
        assert type(error).__name__ == "WebhookVerificationError", error
    count("signature taken by standardwebhooks")

for what, times in sorted(counted.items()):
    print(f"{times:>4} {what}")

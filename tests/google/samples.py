"""What the official samples do, written anew: quickstart, sentiment, entities, entity sentiment, annotate."""

import contextlib
import io

from google.cloud import language_v1, language_v2

ARTICLE = """Harbour town celebrates its new ferry

PORT ELLEN, 3 May 2024 - Islanders cheered on Friday as the ferry Morag arrived from Glasgow, two years late.

"It is a wonderful day for Islay," said Fiona MacTaggart, who leads the island's council. The ship cost
£49 million, nearly twice what Ferguson Marine had promised.

Alasdair Reid, a fisherman, was furious about the price. "The delays were a disgrace," he said."""


def quickstart(client):
    text = "Hello, world! What a lovely morning."
    document = language_v1.Document(content=text, type_=language_v1.Document.Type.PLAIN_TEXT)
    sentiment = client.analyze_sentiment(request={"document": document}).document_sentiment
    print(f"Text: {text}")
    print(f"Sentiment: {sentiment.score}, {sentiment.magnitude}")
    assert sentiment.score > 0.25, sentiment


def sample_sentiment(client, module):
    document = {"content": ARTICLE, "type_": module.Document.Type.PLAIN_TEXT}
    response = client.analyze_sentiment(request={"document": document, "encoding_type": module.EncodingType.UTF8})
    print(f"Document: {response.document_sentiment.score} {response.document_sentiment.magnitude}")
    for sentence in response.sentences:
        print(f"Sentence: {sentence.text.content} {sentence.sentiment.score} {sentence.sentiment.magnitude}")
    tones = {sentence.text.content: sentence.sentiment.score for sentence in response.sentences}
    glad = [score for words, score in tones.items() if "wonderful day" in words]
    bad = [score for words, score in tones.items() if "disgrace" in words]
    assert glad[0] > 0.25 and bad[0] < -0.25, tones


def sample_entities(client, module):
    document = {"content": ARTICLE, "type_": module.Document.Type.PLAIN_TEXT}
    response = client.analyze_entities(request={"document": document, "encoding_type": module.EncodingType.UTF8})
    for entity in response.entities:
        print(f"Entity: {entity.name} ({module.Entity.Type(entity.type_).name})")
        for name, value in entity.metadata.items():
            print(f"  {name}: {value}")
        for mention in entity.mentions:
            print(f"  {mention.text.content}: {module.EntityMention.Type(mention.type_).name}")
    types = {entity.name: module.Entity.Type(entity.type_).name for entity in response.entities}
    assert types["Fiona MacTaggart"] == types["Alasdair Reid"] == "PERSON", types
    assert types["Glasgow"] == "LOCATION" and types["£49 million"] == "PRICE", types
    price = next(entity for entity in response.entities if entity.name == "£49 million")
    assert dict(price.metadata) == {"value": "49000000", "currency": "GBP"}, price
    if module is language_v1:
        saliences = [entity.salience for entity in response.entities]
        assert saliences == sorted(saliences, reverse=True), saliences


def sample_entity_sentiment(client):
    document = {"content": ARTICLE, "type_": language_v1.Document.Type.PLAIN_TEXT}
    response = client.analyze_entity_sentiment(request={"document": document})
    for entity in response.entities:
        sentiment = entity.sentiment
        print(f"{entity.name} {entity.salience} {sentiment.score} {sentiment.magnitude}")
        for mention in entity.mentions:
            print(f"  {mention.text.content} {mention.sentiment.score} {mention.sentiment.magnitude}")
            assert abs(mention.sentiment.score) <= mention.sentiment.magnitude + 1e-6, mention


def sample_annotate(client, module):
    document = {"content": ARTICLE, "type_": module.Document.Type.PLAIN_TEXT}
    features = {"extract_entities": True, "extract_document_sentiment": True}
    response = client.annotate_text(request={"document": document, "features": features})
    print(f"{len(response.sentences)} sentences, {len(response.entities)} entities")
    assert len(response.sentences) >= 6 and len(response.entities) >= 6, response


def run(first, second):
    """Runs all; they print as the official ones do, and that is read by nobody here."""
    with contextlib.redirect_stdout(io.StringIO()):
        quickstart(first)
        sample_entity_sentiment(first)
        for client, module in [(first, language_v1), (second, language_v2)]:
            sample_sentiment(client, module)
            sample_entities(client, module)
            sample_annotate(client, module)

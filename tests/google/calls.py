"""Calls by the official Python client: all RPCs of both versions, all encodings, and what is refused."""

import grpc
import requests
from google.api_core import exceptions
from google.api_core.client_options import ClientOptions
from google.auth.credentials import AnonymousCredentials
from google.cloud import language_v1, language_v2
from google.cloud.language_v1.services.language_service.transports import (
    LanguageServiceGrpcTransport as Transport1,
)
from google.cloud.language_v2.services.language_service.transports import (
    LanguageServiceGrpcTransport as Transport2,
)

TEXT = (
    "😀 Zoë Lindqvist, the mayor of Bergen, praised Halvorsen Ltd on 26 April 2024.\r\n\r\n"
    "She said the 𝔘ltra line would cost Norway $5 million 🎉 more than planned.\n"
    "“A terrible disaster,” Per Dahl said in Bergen.\r\n"
)
GERMAN = (
    "Der Bürgermeister sagte am Montag, dass die neue Linie nach der Eröffnung im Frühling alle "
    "Menschen des Tals zu ihrer Arbeit bringen werde."
)
UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
# The most that the server of these tests takes as a document, and as a message.
MIB = 1 << 20


def plain(address):
    """Clients of both versions over plain text, which the library leaves to the transport."""
    channel = grpc.insecure_channel(address, options=UNLIMITED)
    return (
        language_v1.LanguageServiceClient(transport=Transport1(channel=channel)),
        language_v2.LanguageServiceClient(transport=Transport2(channel=channel)),
    )


def rest(address):
    """Clients of both versions over REST, with nothing changed but the endpoint."""
    options = ClientOptions(api_endpoint=f"http://{address}")
    return tuple(
        module.LanguageServiceClient(
            transport="rest", client_options=options, credentials=AnonymousCredentials()
        )
        for module in (language_v1, language_v2)
    )


def secure(port, **options):
    """Clients of both versions over TLS, with nothing changed but the endpoint."""
    options = ClientOptions(api_endpoint=f"localhost:{port}", **options)
    credentials = {} if options.api_key else {"credentials": AnonymousCredentials()}
    return (
        language_v1.LanguageServiceClient(client_options=options, **credentials),
        language_v2.LanguageServiceClient(client_options=options, **credentials),
    )


def document(module, content=TEXT, form="PLAIN_TEXT"):
    return module.Document(content=content, type_=module.Document.Type[form])


def units(text, encoding):
    """The units of a text in an encoding, which can be sliced."""
    if encoding == "UTF32":
        return list(text)
    data = text.encode({"UTF8": "utf-8", "UTF16": "utf-16-le"}[encoding])
    width = {"UTF8": 1, "UTF16": 2}[encoding]
    return [data[at : at + width] for at in range(0, len(data), width)]


def spans(answer):
    for sentence in getattr(answer, "sentences", []):
        yield sentence.text
    for entity in getattr(answer, "entities", []):
        for mention in entity.mentions:
            yield mention.text


def sliced(answer, encoding):
    """Checks that each offset of an answer is where its words are."""
    found, content = list(spans(answer)), units(TEXT, encoding) if encoding != "NONE" else None
    assert len(found) >= 3, answer
    for span in found:
        if encoding == "NONE":
            assert span.begin_offset == -1, span
            continue
        words = units(span.content, encoding)
        assert content[span.begin_offset : span.begin_offset + len(words)] == words, (encoding, span)


def violated(detail):
    """The fields that a detail of an error names; over REST it is JSON."""
    if isinstance(detail, dict):
        return [one["field"] for one in detail.get("fieldViolations", [])]
    return [one.field for one in getattr(detail, "field_violations", [])]


def refused(call, kind, reason, field=None):
    """Checks that a call is refused, with what the client shows of it."""
    try:
        answer = call()
    except kind as error:
        assert (error.reason, error.domain) == (reason, "copydesk"), error
        fields = [field for detail in error.details for field in violated(detail)]
        assert field is None or fields == [field], fields
        return error
    raise AssertionError(f"answered: {answer}")


def check(first, second):
    """All RPCs of both versions."""
    for encoding in ("NONE", "UTF8", "UTF16", "UTF32"):
        one, unit = document(language_v1), language_v1.EncodingType[encoding]
        features = {"extract_entities": True, "extract_document_sentiment": True}
        towards = {**features, "extract_entity_sentiment": True}
        annotated = first.annotate_text(document=one, features=towards, encoding_type=unit)
        answers = [
            first.analyze_entities(document=one, encoding_type=unit),
            first.analyze_sentiment(document=one, encoding_type=unit),
            first.analyze_entity_sentiment(document=one, encoding_type=unit),
            annotated,
        ]
        assert all(answer.language == "en" for answer in answers)
        assert answers[1].document_sentiment == annotated.document_sentiment
        assert answers[0].entities[0].salience > 0
        for answer in answers:
            sliced(answer, encoding)
        two, unit = document(language_v2), language_v2.EncodingType[encoding]
        newer = [
            second.analyze_entities(document=two, encoding_type=unit),
            second.analyze_sentiment(document=two, encoding_type=unit),
            second.annotate_text(document=two, features=features, encoding_type=unit),
        ]
        assert all(answer.language_code == "en" and answer.language_supported for answer in newer)
        for answer in newer:
            sliced(answer, encoding)
        # The versions have the two numbers the other way round.
        old, new = annotated.document_sentiment, newer[2].document_sentiment
        assert (old.score, old.magnitude) == (new.score, new.magnitude)
        assert -1 <= old.score <= 1 and old.magnitude > 1, old
    types = {entity.name: entity.type_.name for entity in newer[0].entities}
    assert types["Zoë Lindqvist"] == "PERSON" and types["Norway"] == "LOCATION", types
    assert types["26 April 2024"] == "DATE" and types["$5 million"] == "PRICE", types
    errors(first, second)


def errors(first, second):
    """What is refused, and as what."""
    bad, one, two = exceptions.BadRequest, document(language_v1), document(language_v2)
    for client, module in [(first, language_v1), (second, language_v2)]:
        text = document(module)
        untyped = module.Document(content="Hello.")
        refused(lambda: client.analyze_entities(document=untyped), bad, "INVALID_REQUEST", "document.type")
        stored = module.Document(gcs_content_uri="gs://a/b", type_=1)
        field = "document.gcs_content_uri"
        refused(lambda: client.analyze_entities(document=stored), bad, "INVALID_REQUEST", field)
        unknown = lambda: client.analyze_sentiment(document=text, encoding_type=99)
        refused(unknown, bad, "INVALID_REQUEST", "encoding_type")
        for feature in ("classify_text", "moderate_text"):
            annotate = lambda: client.annotate_text(document=text, features={feature: True})
            refused(annotate, bad, "INVALID_REQUEST", f"features.{feature}")
        for method in (client.classify_text, client.moderate_text):
            refused(lambda: method(document=text), exceptions.MethodNotImplemented, "METHOD_NOT_OFFERED")
        # A text that takes a good deal longer.
        long = document(module, TEXT * 1000)
        late = lambda: client.analyze_entities(document=long, timeout=0.02, retry=None)
        try:
            late()
            raise AssertionError("answered in no time")
        # Over REST the client keeps the time by itself, and the server is not told.
        except (exceptions.DeadlineExceeded, requests.exceptions.Timeout):
            pass
    unoffered = exceptions.MethodNotImplemented
    refused(lambda: first.analyze_syntax(document=one), unoffered, "METHOD_NOT_OFFERED")
    german = document(language_v1, GERMAN)
    field = "document.language"
    refused(lambda: first.analyze_entities(document=german), bad, "LANGUAGE_NOT_SUPPORTED", field)
    answer = second.analyze_entities(document=document(language_v2, GERMAN))
    assert (answer.language_code, answer.language_supported) == ("de", False), answer
    page = "<html><body><article><p>" + "</p><p>".join(TEXT.split("\r\n\r\n")) + "</p></article></body></html>"
    answer = second.analyze_entities(document=document(language_v2, page, "HTML"), encoding_type="UTF32")
    for span in spans(answer):
        assert page[span.begin_offset :].startswith(span.content), span
    assert two.content == TEXT


def large(first, second):
    """An article of 1 MB is answered; a request of 5 MiB is over the limit of a document, and 9 over that of
    a message."""
    paragraph = TEXT.replace("\r\n\r\n", " ")
    article = "\n\n".join(f"On day {number}, {paragraph}" for number in range(MIB // len(paragraph.encode()) + 1))
    article = article.encode()[: 1000 * 1000].decode(errors="ignore")
    answer = second.analyze_sentiment(document=document(language_v2, article), encoding_type="UTF8", timeout=120)
    last = answer.sentences[-1].text
    assert article.encode()[last.begin_offset :].startswith(last.content.encode())
    for size, reason in [(5 * MIB, "CONTENT_TOO_LARGE"), (9 * MIB, "MESSAGE_TOO_LARGE")]:
        text = "a " * (size // 2)
        for client, module in [(first, language_v1), (second, language_v2)]:
            call = lambda: client.analyze_entities(document=document(module, text), timeout=60)
            refused(call, exceptions.BadRequest, reason)
    print("ok large documents")


def compressed(address):
    """Requests and answers in gzip."""
    channel = grpc.insecure_channel(address, compression=grpc.Compression.Gzip)
    client = language_v2.LanguageServiceClient(transport=Transport2(channel=channel))
    assert client.analyze_entities(document=document(language_v2, TEXT * 20)).entities
    print("ok gzip")


def keys(port, key):
    """Where the server has keys, the client's own ways of showing one are checked."""
    for client, module in zip(secure(port, api_key=key), (language_v1, language_v2)):
        assert client.analyze_sentiment(document=document(module)).sentences
    for client, module in zip(secure(port), (language_v1, language_v2)):
        text = document(module)
        refused(lambda: client.analyze_sentiment(document=text), exceptions.Unauthenticated, "UNAUTHENTICATED")
        bearer = [("authorization", f"Bearer {key}")]
        assert client.analyze_sentiment(document=text, metadata=bearer).sentences
    print("ok keys")

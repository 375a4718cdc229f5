#!/usr/bin/env python3
"""What VADER in Python costs a sentence, to set beside `cargo bench --bench stages -- tone`.

  pip install vaderSentiment==3.3.2
  vader.py ARTICLE

ARTICLE is the JSON that `copydesk analyze --json` prints: both read the same sentences.
"""
import json
import sys
import time
from pathlib import Path

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

analysis = json.loads(Path(sys.argv[1]).read_text(encoding="utf8"))["analysis"]
sentences = [sentence["span"]["text"] for sentence in analysis["sentiment"]["sentences"]]
vader = SentimentIntensityAnalyzer()


def once():
    start = time.perf_counter()
    for sentence in sentences:
        vader.polarity_scores(sentence)
    return (time.perf_counter() - start) / len(sentences)


times = sorted(once() for _ in range(200))
print(f"{1e6 * times[len(times) // 2]:.1f} µs a sentence, the median of {len(times)} runs over {len(sentences)} sentences")

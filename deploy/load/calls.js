// The calls that calibrate.js and scenario.js make, and how their answers are counted.
import exec from 'k6/execution';
import grpc from 'k6/net/grpc';
import { Counter, Rate } from 'k6/metrics';

// By their code.
const STATUSES = [
  'OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND',
  'ALREADY_EXISTS', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION', 'ABORTED',
  'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED',
];
const NOT_CONNECTED = 'NOT_CONNECTED';
const REFUSED = 'RESOURCE_EXHAUSTED';

const environment = (name, otherwise) => __ENV[name] || otherwise;

// A number of the environment, which must be positive.
export function number(name, otherwise) {
  const value = Number(environment(name, otherwise));
  if (!(value > 0)) {
    throw new Error(`${name} must be a number above 0, is '${__ENV[name]}'`);
  }
  return value;
}

const address = environment('ADDRESS', '127.0.0.1:50051');
// A call that takes longer has failed [s].
export const PATIENCE = 5;

const connection = {
  plaintext: !__ENV.TLS_CA,
  timeout: `${PATIENCE}s`,
  // Larger answers would look as if the server had refused to give them.
  maxReceiveSize: 256 << 20,
  tls: {},
};
if (__ENV.TLS_CA && __ENV.TLS_CA !== 'system') {
  connection.tls.cacerts = open(__ENV.TLS_CA);
}
if (__ENV.TLS_CERTIFICATE) {
  connection.tls.cert = open(__ENV.TLS_CERTIFICATE);
  connection.tls.key = open(__ENV.TLS_KEY);
}
const parameters = { timeout: `${PATIENCE}s`, discardResponseMessage: true, metadata: {} };
if (__ENV.API_KEY_FILE) {
  parameters.metadata.authorization = `Bearer ${open(__ENV.API_KEY_FILE).trim()}`;
}

const client = new grpc.Client();
client.load(['../../proto'], 'copydesk/v1/analysis.proto');

// Articles of about so many kB: paragraphs of the example, again and again. Each repetition says that
// it is one, since cleaning removes a paragraph that it has seen before.
const paragraphs = open('../../examples/baltic-tunnel.txt')
  .split('\n')
  .filter((line) => line.length > 200);
function article(size) {
  let text = '';
  for (let part = 0; text.length < size * 1000; part++) {
    const again = part < paragraphs.length ? '' : ` This was part ${part} of the report.`;
    text += `${paragraphs[part % paragraphs.length]}${again}\n\n`;
  }
  return text;
}
const articles = environment('SIZES', '1,6,30').split(',').map(Number).map(article);

// Which names k6 shows in its summary: those that occurred.
const counters = {};
for (const status of [...STATUSES, NOT_CONNECTED]) {
  counters[status] = new Counter(`calls_${status}`);
}
const unexpected = new Counter('calls_unexpected');
const refused = new Rate('calls_refused');
const rateLimited = new Counter('calls_rate_limited');

let connected = false;
let complained = false;

// Asks for the analysis of an article: what came of it, in a word, and the error, if any.
function ask(content) {
  try {
    if (!connected) {
      client.connect(address, connection);
      connected = true;
    }
    const response = client.invoke('copydesk.v1.TextAnalysisService/Analyze', { document: { content } }, parameters);
    // The status is an object, which is no index by itself.
    return { status: STATUSES[Number(response.status)], error: response.error };
  } catch (error) {
    return { status: NOT_CONNECTED, error: { message: (error.value && error.value.desc) || String(error) } };
  }
}

// Ends the test, if the server does not answer at all.
export function begin() {
  for (const content of articles) {
    const { status, error } = ask(content);
    if (status !== 'OK') {
      exec.test.abort(`${address} answers ${status}: ${error.message}`);
    }
  }
}

// Makes the next call, and counts it: whether it was answered.
export function call() {
  const { status, error } = ask(articles[exec.scenario.iterationInTest % articles.length]);
  counters[status].add(1);
  refused.add(status === REFUSED);
  if (status === REFUSED) {
    const limited = (error.details || []).some((detail) => detail.reason === 'RATE_LIMITED');
    rateLimited.add(limited ? 1 : 0);
  } else if (status !== 'OK') {
    unexpected.add(1);
    if (!complained) {
      // Once for each caller: the rest would say the same.
      complained = true;
      console.error(`${status}: ${error.message}`);
    }
  }
  return status === 'OK';
}

// What holds at any time.
export const thresholds = { calls_unexpected: ['count==0'] };

export const common = {
  // More tags would make the files large.
  systemTags: ['scenario', 'status'],
  summaryTrendStats: ['min', 'med', 'p(90)', 'p(99)', 'max'],
};

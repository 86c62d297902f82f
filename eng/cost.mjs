// What a month of FuncGateway costs, by the formulas of docs/operate/cost.md. Prints the tables of that page:
//   node eng/cost.mjs
// The prices are list prices in US dollars for the cheapest regions, none of them promised: check them first.

const price = {
  onDemandGbSecond: 26e-6,
  alwaysReadyBaselineGbSecond: 4e-6,
  alwaysReadyExecutingGbSecond: 16e-6,
  execution: 0.4e-6,
  tableRequest: 0.036e-6,
  queueRequest: 0.4e-6,
  natGatewayHour: 0.045,
  publicAddressHour: 0.005,
  privateEndpointHour: 0.01,
  dnsZoneMonth: 0.5,
};
const free = { gbSeconds: 100_000, executions: 250_000 };
const month = { hours: 730, seconds: 730 * 3600 };

// Calls under one second that arrive at random: the seconds in which at least one is in flight, each call at least one billed second.
const activeSeconds = calls => month.seconds * (1 - Math.exp(-calls / month.seconds));

const onDemand = (calls, gb) =>
  Math.max(0, activeSeconds(calls) * gb - free.gbSeconds) * price.onDemandGbSecond
  + Math.max(0, calls - free.executions) * price.execution;

const baseline = (gb, instances) => gb * month.seconds * instances * price.alwaysReadyBaselineGbSecond;

const alwaysReady = (calls, gb, instances) =>
  baseline(gb, instances) + activeSeconds(calls) * gb * price.alwaysReadyExecutingGbSecond + calls * price.execution;

const tables = (calls, requestsPerCall) => calls * requestsPerCall * price.tableRequest;
const polling = requestsPerSecond => requestsPerSecond * month.seconds * price.queueRequest;
const streamHeld = gb => gb * month.seconds * price.onDemandGbSecond;
const network = endpoints =>
  month.hours * (price.natGatewayHour + price.publicAddressHour + endpoints * price.privateEndpointHour) + endpoints * price.dnsZoneMonth;

const dollars = amount => `$${amount.toFixed(2)}`;
const row = cells => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

const byCalls = [0, 10_000, 100_000, 1_000_000, 10_000_000].map(calls => [
  calls === 0 ? 'idle' : calls.toLocaleString('en-US'),
  dollars(onDemand(calls, 0.5)),
  dollars(onDemand(calls, 2)),
  dollars(alwaysReady(calls, 2, 1)),
  dollars(alwaysReady(calls, 2, 1) + baseline(2, 1)),
]);

const rest = [
  ['tables, 1 M calls × 4 requests', dollars(tables(1e6, 4))],
  ['durable queues polled 5.5 times a second, a month', dollars(polling(5.5))],
  ['one event stream held open all month, 2 GB on demand', dollars(streamHeld(2))],
  ['network isolation: gateway, address, 4 private endpoints with zones', dollars(network(4))],
  ['the same with the scheduler: 5 private endpoints', dollars(network(5))],
];

const total = (calls, compute) => dollars(compute + tables(calls, 4) + polling(5.5));
const totals = [
  ['as deployed by default', total(0, alwaysReady(0, 2, 1) + baseline(2, 1)), total(1e6, alwaysReady(1e6, 2, 1) + baseline(2, 1))],
  ['the same with 512 MB', total(0, alwaysReady(0, 0.5, 1) + baseline(0.5, 1)), total(1e6, alwaysReady(1e6, 0.5, 1) + baseline(0.5, 1))],
  ['nothing kept ready, 512 MB', dollars(onDemand(0, 0.5)), dollars(onDemand(1e6, 0.5) + tables(1e6, 4))],
];

console.log(table(['Calls a month', '512 MB on demand', '2 GB on demand', '2 GB, 1 ready for HTTP', '2 GB, 1 ready for HTTP and 1 for durable'], byCalls));
console.log();
console.log(table(['Beside it', 'a month'], rest));
console.log();
console.log(table(['Together', 'idle', '1 M calls'], totals));

import { expect, test } from 'vitest'
import { PrometheusText } from '#api/pos/prometheusText.ts'
import { Histogram } from '#core/traffic/metrics.ts'

test('a family has its help, its type and a line for each sample', () => {
  const text = new PrometheusText()
  text.counter('requests_total', 'Requests.', [
    [{ client: 'pos', outcome: '2xx' }, 3],
    [{ client: 'pos', outcome: '4xx' }, 1],
  ])
  text.gauge('up', 'Always 1.', [[{}, 1]])
  text.gauge('none', 'Without a sample.', [])
  expect(text.toString()).toBe(`# HELP requests_total Requests.
# TYPE requests_total counter
requests_total{client="pos",outcome="2xx"} 3
requests_total{client="pos",outcome="4xx"} 1
# HELP up Always 1.
# TYPE up gauge
up 1
# HELP none Without a sample.
# TYPE none gauge
`)
})

test('a histogram counts upwards, in seconds, up to infinity', () => {
  const histogram = new Histogram([5, 250])
  for (const ms of [3, 5, 242, 250, 1_000]) histogram.observe(ms)
  const text = new PrometheusText()
  text.histogram('wait_seconds', 'Wait.', [[{ client: 'pos' }, histogram]])
  expect(text.toString().split('\n').slice(2, -1)).toEqual([
    'wait_seconds_bucket{client="pos",le="0.005"} 2',
    'wait_seconds_bucket{client="pos",le="0.25"} 4',
    'wait_seconds_bucket{client="pos",le="+Inf"} 5',
    'wait_seconds_sum{client="pos"} 1.5',
    'wait_seconds_count{client="pos"} 5',
  ])
})

test.each([
  ['a"b', 'a\\"b'],
  ['a\\b', 'a\\\\b'],
  ['a\nb', 'a\\nb'],
])('the label %j cannot end its line or its quotes', (label, escaped) => {
  const text = new PrometheusText()
  text.gauge('up', 'Always 1.', [[{ name: label }, 1]])
  expect(text.toString()).toContain(`up{name="${escaped}"} 1\n`)
})

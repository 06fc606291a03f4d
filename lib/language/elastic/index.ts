/**
 * Elastic's rule files to IR: what a rule is besides its query, for queries of either of Elastic's languages.
 *
 * Knows neither language's inside; what needs Elasticsearch itself (ES|QL, machine learning) is said to be not evaluable.
 */

export { elastic } from './elastic.ts';
export { elasticSupport } from './support.ts';

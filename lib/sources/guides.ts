/** What a person wants to know of a source beside its fields. Data for docs/sources.md. */
export interface SourceGuide {
  readonly what: string;
  readonly cannotKnow: readonly string[];
  readonly turnOn: readonly string[];
}

export const guides: Readonly<Record<string, SourceGuide>> = {
  falco: {
    what: 'Falco’s alerts as JSON, from any of its outputs, nested by any shipper. System calls that Falco dropped are an event with `event.action: events-lost`.',
    cannotKnow: [
      'Any field that the Falco rule does not print: `docs/telemetry/falco-weir.yaml` prints what weir’s rules read.',
      'Where one argument ends and the next begins: Falco joins them with blanks.',
    ],
    turnOn: [
      'Load `docs/telemetry/falco-weir.yaml` beside Falco’s own rules, set `json_output: true` and `json_include_output_property: true`.',
      'Send standard output to CloudWatch Logs (Fluent Bit, FireLens, the CloudWatch agent) or to Firehose directly.',
    ],
  },
  cloudtrail: {
    what: 'AWS API calls, from CloudTrail’s log group, its files, or EventBridge.',
    cannotKnow: [
      'SQL of the RDS Data API: CloudTrail masks it.',
      'Parameters of events above 256 KB, which CloudTrail cuts.',
      'Read-only calls on EventBridge, unless the rule’s state asks for them.',
    ],
    turnOn: ['Send the trail to a CloudWatch log group and subscribe it, or turn on `deploy.eventBridge`.'],
  },
  guardduty: {
    what: 'GuardDuty’s findings as events; each update is one.',
    cannotKnow: ['The logs behind a finding.', 'Statements: RDS Protection looks at logins only.'],
    turnOn: ['Turn on GuardDuty and `deploy.eventBridge`.'],
  },
  route53: {
    what: 'Query logs of the Route 53 Resolver.',
    cannotKnow: ['The process that asked.', 'Queries that a cache of the machine answered.'],
    turnOn: ['Create a query logging configuration for the VPC with a log group or Firehose as its destination.'],
  },
  'kubernetes-audit': {
    what: 'The audit log of the Kubernetes API server, as EKS writes it.',
    cannotKnow: ['What happens inside a container.', 'Bodies of requests at audit level Metadata.'],
    turnOn: ['Turn on the audit log type of the EKS cluster and subscribe `/aws/eks/NAME/cluster`.'],
  },
  'activity-stream': {
    what: 'Database Activity Streams of RDS and Aurora, after decryption; heartbeats are dropped.',
    cannotKnow: ['Anything while encrypted: weir does not decrypt. Records that still are fail with that reason.'],
    turnOn: [
      'Start the activity stream, and put a consumer in front (a Lambda on its Kinesis stream with the AWS Encryption SDK and the stream’s KMS key) that writes the decrypted JSON to weir’s Firehose stream.',
    ],
  },
  'postgresql-json': {
    what: 'PostgreSQL 15’s `jsonlog`.',
    cannotKnow: ['Rows returned.'],
    turnOn: ['`log_destination = jsonlog` on servers of your own.'],
  },
  ocsf: {
    what: 'Events in the Open Cybersecurity Schema Framework, as Security Lake writes them (as JSON).',
    cannotKnow: [
      'Parquet: convert it to JSON first.',
      'What the producer left under `unmapped` without a name that rules use.',
    ],
    turnOn: ['Deliver the producer’s OCSF events to weir’s Firehose stream as JSON lines.'],
  },
  winlogbeat: {
    what: 'Windows events from Winlogbeat 7 and later or Elastic Agent: ECS, and the event’s own names beside it.',
    cannotKnow: ['What the audit policy or Sysmon’s configuration leaves out.'],
    turnOn: ['Ship with Winlogbeat through Logstash or Kafka into Firehose.'],
  },
  windows: {
    what: 'Windows event logs: evtx_dump’s JSON, flat JSON (NXLog, Azure Monitor), Winlogbeat 6.',
    cannotKnow: [
      'Hashes, parents’ command lines and entity ids without Sysmon: Security 4688 has the parent’s name only.',
      'Command lines in 4688 unless the policy includes them.',
    ],
    turnOn: ['Install Sysmon, and forward the channels as JSON with NXLog or Fluent Bit to Firehose.'],
  },
  ecs: {
    what: 'Documents that speak ECS already.',
    cannotKnow: ['What the producer did not map.'],
    turnOn: ['Send Beats, Elastic Agent or an export of an index to Firehose as JSON lines.'],
  },
  json: {
    what: 'Any other JSON. It declares no log source, so no rule is kept from it.',
    cannotKnow: ['ECS fields, unless the record uses their names.'],
    turnOn: ['Nothing to turn on.'],
  },
  auditd: {
    what: 'The Linux audit log; the records of one act are one event, and a parent is named by what its number ran last.',
    cannotKnow: [
      'Parents that forked without an exec (PostgreSQL’s backends), or whose exec came more than a day before or was not audited.',
      'The directory behind a name that was opened relative to a handle.',
      'User names, unless `log_format = ENRICHED`.',
      'The source port of a connection.',
    ],
    turnOn: [
      'Watch `execve`, `connect` and `openat` with `-k` keys, set `name_format = HOSTNAME` and `log_format = ENRICHED`.',
      'Collect `/var/log/audit/audit.log` with the CloudWatch agent, with `{instance_id}` in the stream’s name.',
    ],
  },
  postgresql: {
    what: 'PostgreSQL’s log with the prefix of RDS and Aurora, pgaudit’s entries included, or its CSV form.',
    cannotKnow: [
      'The client program of a statement (`application_name` stands in the connection’s entry only; CSV has it always).',
      'Rows returned. Milliseconds, with the prefix of RDS.',
      'Where a statement of `log_statement` ends that a record cut after a line and that has no semicolon: it is evaluated when its time is up.',
    ],
    turnOn: [
      'Parameter group: `shared_preload_libraries = pgaudit`, `pgaudit.log = all` (or what you need), `log_connections`, `log_disconnections`; publish the log to CloudWatch and subscribe `/aws/rds/instance/NAME/postgresql`.',
    ],
  },
  'mysql-audit': {
    what: 'The audit log of MariaDB’s server_audit (RDS for MySQL and MariaDB) and of Aurora MySQL.',
    cannotKnow: [
      'What follows the first 1,024 bytes of a statement, unless `server_audit_query_log_limit` is raised.',
      'The client program.',
      'Order within a second (RDS), or in the file (Aurora).',
    ],
    turnOn: [
      'RDS: option group with MARIADB_AUDIT_PLUGIN. Aurora: `server_audit_logging = 1`, `server_audit_events = CONNECT,QUERY,TABLE`. Publish the audit log to CloudWatch.',
    ],
  },
  'vpc-flow': {
    what: 'VPC flow logs in the default format, or in the one given as `formats.vpc-flow`. SKIPDATA is an event with `event.action: events-lost`.',
    cannotKnow: [
      'Process and user.',
      'The moment of a packet: a flow is known by the end of its interval of one or ten minutes.',
      'Who began a flow, without `flow-direction`.',
    ],
    turnOn: [
      'Create a flow log with a log group or Firehose as destination; add `pkt-srcaddr pkt-dstaddr instance-id flow-direction tcp-flags`.',
    ],
  },
  syslog: {
    what: 'Linux’s system log: sshd, sudo, su, cron and PAM are taken apart, the rest is text with a program.',
    cannotKnow: ['The year and zone, in the traditional form: the year is the nearest, the zone UTC.'],
    turnOn: ['Collect `/var/log/secure`, `/var/log/auth.log` and `/var/log/messages` with the CloudWatch agent.'],
  },
  text: {
    what: 'Lines that no source recognises: kept, counted per log group, and seen by keyword rules.',
    cannotKnow: ['Everything but its text.'],
    turnOn: ['Nothing to turn on.'],
  },
};

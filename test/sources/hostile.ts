/** Records that are meant to do harm, and a stream of mutations of good ones. Deterministic: a seed gives the same stream. */

export const seeds: readonly string[] = [
  '{"hostname":"h","output":"o","priority":"Notice","rule":"R","source":"syscall","time":"2026-11-21T01:00:00.123456789Z","output_fields":{"evt.type":"execve","proc.name":"psql","proc.cmdline":"psql -h x","fd.name":"10.0.0.1:1->10.0.0.2:5432","user.uid":-1}}',
  '{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","accountId":"1"},"eventTime":"2026-11-21T01:02:03Z","eventSource":"rds.amazonaws.com","eventName":"X","requestParameters":{"a":["b",{"c":null}]},"responseElements":null,"eventID":"e"}',
  '{"Records":[{"eventID":"1"},{"eventID":"2"}]}',
  '{"messageType":"DATA_MESSAGE","owner":"1","logGroup":"g","logStream":"s","logEvents":[{"id":"1","timestamp":1,"message":"m"}]}',
  '{"Event":{"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Sysmon"}},"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"c","TimeCreated":{"#attributes":{"SystemTime":"2026-11-21T01:00:00Z"}}},"EventData":{"Image":"C:\\\\a.exe","Hashes":"MD5=1","CommandLine":"a \\"b c\\""}}}',
  '{"Channel":"Security","Hostname":"h","SourceName":"s","EventID":4688,"NewProcessName":"x","NewProcessId":"0x1a"}',
  '{"@timestamp":"2026-11-21T01:00:00Z","winlog":{"channel":"Security","event_id":4624,"event_data":{"TargetUserName":"x"}}}',
  '{"@timestamp":"2026-11-21T01:00:00Z","event":{"category":["process"],"type":"start","id":"x"},"process":{"name":"a"}}',
  '{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"a","stage":"s","verb":"get","user":{"username":"u"},"sourceIPs":["1.2.3.4"],"objectRef":{"resource":"secrets"},"responseStatus":{"code":200}}',
  '{"query_name":"a.b.","query_timestamp":"2026-11-21T01:00:00Z","vpc_id":"v","answers":[{"Rdata":"1.2.3.4","Type":"A"}],"srcids":{"instance":"i"}}',
  '{"accountId":"1","type":"T:x/y","service":{"serviceName":"guardduty","action":{"networkConnectionAction":{"remoteIpDetails":{"ipAddressV4":"1.2.3.4"}}}},"updatedAt":"2026-11-21T01:00:00Z"}',
  '{"type":"DatabaseActivityMonitoringRecords","databaseActivityEvents":{"clusterId":"c","databaseActivityEventList":[{"type":"record","commandText":"select 1","statementId":1}]}}',
  '{"class_uid":1007,"category_uid":1,"activity_id":1,"time":1795225823000,"metadata":{"product":{"name":"x"}},"process":{"name":"a"}}',
  '{"timestamp":"2026-11-21 01:50:25.123 UTC","user":"a","dbname":"b","pid":1,"session_id":"x","error_severity":"LOG","message":"AUDIT: SESSION,1,1,READ,SELECT,,,select 1,<none>"}',
  '{"log":"{\\"a\\":1}\\n","stream":"stdout"}',
  'type=SYSCALL msg=audit(1795225822.052:1677): arch=c000003e syscall=59 success=yes exit=0 a0=1 a1=2 items=2 ppid=1 pid=2 auid=4294967295 uid=0 tty=(none) ses=1 comm="psql" exe="/usr/bin/psql" key="x"\u001dUID="root"',
  'type=EXECVE msg=audit(1795225822.052:1677): argc=3 a0="psql" a1=2D6320 a2_len=4 a2[0]="ab" a2[1]="cd"',
  'type=PATH msg=audit(1795225822.052:1677): item=0 name=2F6120 nametype=CREATE mode=0100755',
  'type=SOCKADDR msg=audit(1795225822.052:1677): saddr=02001F90C0A8010500000000',
  'type=USER_LOGIN msg=audit(1795225822.052:1678): pid=1 uid=0 msg=\'op=login acct="a" exe="/usr/sbin/sshd" addr=1.2.3.4 res=failed\'',
  '2026-11-21 01:50:36 UTC:127.0.0.1(36604):reporting@shop:[18868]:LOG:  AUDIT: SESSION,1,2,READ,COPY,,,"COPY (SELECT \'\') TO PROGRAM \'sh -c ""id""\'",<none>',
  "2026-11-21 01:50:36 UTC:[local]:a@b:[1]:LOG:  duration: 12.5 ms  execute <unnamed>: select 1 from t where x = 'y'",
  '2026-11-21 01:50:25.123 UTC,"a","b",1,"10.0.0.9:55",6b.12,7,"SELECT",2026-11-21 01:50:19 UTC,3/2,0,LOG,00000,"AUDIT: SESSION,1,1,READ,SELECT,,,""select 1, 2"",<none>",,,,,,,,,"psql","client backend",,0',
  "20261121 01:50:23,db1,app,10.0.0.9,6,24,QUERY,crm,'UPDATE t SET a=\\'it\\'\\'s\\' WHERE id=1',0",
  '1653053459680124,i-1,admin,52.94.133.136,35,698024,WRITE,testdb,test2,0',
  '2 123456789010 eni-1235b8ca123456789 172.31.16.139 203.0.113.9 20641 5432 6 20 4249 1418530010 1418530070 ACCEPT OK',
  'Nov 21 01:50:24 db1 sudo[1]: olivia : TTY=pts/0 ; PWD=/home ; USER=root ; COMMAND=/bin/sh',
  '<38>1 2026-11-21T01:50:24Z db1 sshd 123 - [x@1 a="b"] Failed password for root from 1.2.3.4 port 22 ssh2',
  '2026-07-05T18:50:59.111213264Z stdout F {"a":1}',
];

export function* mutations(seed: number): Generator<string> {
  const random = generator(seed);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T; // never empty
  for (;;) {
    let text = pick(seeds);
    for (let times = 1 + Math.floor(random() * 4); times > 0; times--) text = mutate(text, random, pick);
    yield text;
  }
}

type Pick = <T>(of: readonly T[]) => T;

/** What breaks parsers: quotes, brackets, separators, numbers at their limits, names of JavaScript's own. */
const TOKENS = [
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '=',
  '\\',
  '\n',
  '\t',
  '\u0000',
  '\ud800',
  '\u001d',
  'null',
  'true',
  '-1',
  '1e999',
  '4294967295',
  '99999999999999999999',
  '0x',
  '""',
  '{}',
  '[]',
  '"__proto__":{"x":1},',
  '"constructor":1,',
  '__proto__=1 ',
  'audit(',
  '->',
  '::',
  '%s',
  '\ufeff',
  ' ',
];

function mutate(text: string, random: () => number, pick: Pick): string {
  const at = Math.floor(random() * (text.length + 1));
  const to = Math.min(text.length, at + Math.floor(random() * 12));
  switch (Math.floor(random() * 6)) {
    case 0:
      return text.slice(0, at) + pick(TOKENS) + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(to);
    case 2:
      return text.slice(0, at) + pick(TOKENS) + text.slice(to);
    case 3:
      return text.slice(0, at);
    case 4:
      return text.slice(0, at) + text.slice(at, to).repeat(1 + Math.floor(random() * 20)) + text.slice(to);
    default:
      return text.slice(0, at) + pick(seeds).slice(Math.floor(random() * 40)) + text.slice(to);
  }
}

/** xorshift32: small, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}

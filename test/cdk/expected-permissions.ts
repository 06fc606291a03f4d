const table = (names: string, ...actions: string[]) => ({ names, actions });
const readWrite = [
  'dynamodb:BatchGetItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:DescribeTable',
  'dynamodb:GetItem',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'dynamodb:UpdateItem',
];
const ofKey = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];
const ofLogs = ['logs:CreateLogStream', 'logs:PutLogEvents'];

const ofObjects = [
  's3:Abort*',
  's3:PutObject',
  's3:PutObjectLegalHold',
  's3:PutObjectRetention',
  's3:PutObjectTagging',
  's3:PutObjectVersionTagging',
];
const ofQueue = ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:ReceiveMessage'];
const toQueue = ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl'];
const common = [...readWrite, ...ofKey, ...ofLogs];
const publishing = ['securityhub:BatchImportFindings', 'sns:Publish'];

/** What each role may do: the union of CDK's grants, so that a wider one is seen. */
export const expectedPermissions = [
  { role: 'Detect', ...table('tables, overflow', ...common, ...ofObjects) },
  { role: 'Sweep', ...table('the same, and sending', ...common, ...ofObjects, ...publishing) },
  {
    role: 'Redrive',
    ...table(
      'tables, archive, queue',
      ...common,
      ...ofObjects,
      ...ofQueue,
      ...toQueue,
      's3:GetBucket*',
      's3:GetObject*',
      's3:List*',
    ),
  },
  {
    role: 'Publish',
    ...table(
      'findings and their stream, topic, Security Hub, dead letters',
      ...common,
      ...publishing,
      ...toQueue,
      'dynamodb:DescribeStream',
      'dynamodb:ListStreams',
      'sqs:SendMessage',
    ),
  },
];

import type { Template } from 'aws-cdk-lib/assertions';

export interface Permission {
  readonly action: string;
  readonly resource: string;
}

export interface Policies {
  /** What the role whose logical id begins so, or the role of the function of this name, is allowed. */
  readonly of: (name: string) => readonly Permission[];
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** Every allowed action of every role, inline policies included. */
export function policiesOf(template: Template): Policies {
  const granted: { readonly role: string; readonly statement: Statement }[] = [];
  for (const policy of Object.values(template.findResources('AWS::IAM::Policy'))) {
    for (const role of policy.Properties.Roles) {
      for (const statement of policy.Properties.PolicyDocument.Statement) granted.push({ role: role.Ref, statement });
    }
  }
  for (const [role, { Properties: properties }] of Object.entries(template.findResources('AWS::IAM::Role'))) {
    for (const policy of properties.Policies ?? []) {
      for (const statement of policy.PolicyDocument.Statement) granted.push({ role, statement });
    }
  }
  return {
    of: name =>
      granted
        .filter(({ role, statement }) => new RegExp(`${name}Role`).test(role) && statement.Effect === 'Allow')
        .flatMap(({ statement }) => permissions(statement)),
  };
}

function permissions({ Action, Resource }: Statement): Permission[] {
  const resources = (Array.isArray(Resource) ? Resource : [Resource]).map(spelled);
  return [Action].flat().flatMap(action => resources.map(resource => ({ action, resource })));
}

/** Joins and references as one text: `arn:{AWS::Partition}:…`. */
function spelled(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  if ('Ref' in value) return `{${String(value.Ref)}}`;
  const joined: unknown = 'Fn::Join' in value ? value['Fn::Join'] : undefined;
  if (Array.isArray(joined) && Array.isArray(joined[1])) return joined[1].map(spelled).join('');
  const attribute: unknown = 'Fn::GetAtt' in value ? value['Fn::GetAtt'] : undefined;
  return Array.isArray(attribute) ? `{${attribute.join('.')}}` : JSON.stringify(value);
}

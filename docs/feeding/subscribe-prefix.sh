#!/usr/bin/env bash
# Subscribes every log group under a prefix to weir, one filter per group. Run it from time to time: a group that has the
# filter keeps it, a new one gets it.
# usage: STACK=weir subscribe-prefix.sh PREFIX     in the account and Region of your credentials
set -euo pipefail
prefix=${1:?usage: subscribe-prefix.sh PREFIX}
stack=${STACK:-weir}
output() {
  aws cloudformation describe-stacks --stack-name "$stack" --output text \
    --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue"
}
stream=$(output CompressedStreamArn)
role=$(output LogDeliveryRoleArn)
failed=0
while read -r group; do
  case $group in
    '' | *WeirLogs*) continue ;; # Never the logs of weir itself.
  esac
  if aws logs put-subscription-filter --log-group-name "$group" --filter-name "$stack" --filter-pattern '' \
    --destination-arn "$stream" --role-arn "$role"; then
    echo "subscribed $group"
  else
    echo "NOT subscribed $group: it may have two filters already" >&2
    failed=1
  fi
done < <(aws logs describe-log-groups --log-group-name-prefix "$prefix" --query 'logGroups[].logGroupName' --output text | tr '\t' '\n')
exit $failed

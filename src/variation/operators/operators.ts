/** The registry of operators. A new operator is one file and one line here. */
import type { Operator } from '../operator.ts';
import { applyKernel } from './apply-kernel.ts';
import { applyRule } from './apply-rule.ts';
import { changeLiteral } from './change-literal.ts';
import { changeOperator } from './change-operator.ts';
import { deleteMember } from './delete-member.ts';
import { deleteStatement } from './delete-statement.ts';
import { dropOperand } from './drop-operand.ts';
import { earlyReturn } from './early-return.ts';
import { forceCondition } from './force-condition.ts';
import { hoistStatement } from './hoist-statement.ts';
import { insertCopy } from './insert-copy.ts';
import { kernelInPart } from './kernel-in-part.ts';
import { moveStatement } from './move-statement.ts';
import { ownCopy } from './own-copy.ts';
import { replaceExpression } from './replace-expression.ts';
import { replaceName } from './replace-name.ts';
import { specialise } from './specialise.ts';
import { swapOperands } from './swap-operands.ts';
import { swapStatements } from './swap-statements.ts';
import { unwrapStatement } from './unwrap-statement.ts';

export const operators = {
  // First, so that no number of rules keeps them out of the first generation.
  'apply-kernel': applyKernel,
  'kernel-in-part': kernelInPart,
  'apply-rule': applyRule,
  'delete-statement': deleteStatement,
  'delete-member': deleteMember,
  'force-condition': forceCondition,
  'drop-operand': dropOperand,
  'unwrap-statement': unwrapStatement,
  'change-operator': changeOperator,
  'change-literal': changeLiteral,
  'replace-expression': replaceExpression,
  'replace-name': replaceName,
  'swap-operands': swapOperands,
  'swap-statements': swapStatements,
  'move-statement': moveStatement,
  'hoist-statement': hoistStatement,
  'insert-copy': insertCopy,
  'early-return': earlyReturn,
  specialise,
  'own-copy': ownCopy,
} as const satisfies Record<string, Operator>;

export type OperatorName = keyof typeof operators;

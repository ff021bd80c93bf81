/** The API's resources under the names the screens use. The shapes come from the generated schema alone. */
import type { components } from './schema';

type Schemas = components['schemas'];

export type Session = Schemas['Session'];
export type User = Schemas['User'];
export type Role = Schemas['Role'];
export type DemoAccount = Schemas['DemoAccount'];
export type ProcessDefinition = Schemas['ProcessDefinition'];
export type ProcessDefinitionDetail = Schemas['ProcessDefinitionDetail'];
export type Deployment = Schemas['Deployment'];
export type DeploymentProblem = Schemas['Problem'];
export type ElementStatistics = Schemas['ElementStatistics'];
export type DefinitionStatistics = Schemas['DefinitionStatistics'];
export type InstanceStatistics = Schemas['InstanceStatistics'];
export type ProcessInstance = Schemas['ProcessInstance'];
export type ProcessInstanceDetail = Schemas['ProcessInstanceDetail'];
export type InstanceState = Schemas['InstanceState'];
export type ElementInstance = Schemas['ElementInstance'];
export type Variable = Schemas['Variable'];
export type Variables = Schemas['Variables'];
export type JournalEntry = Schemas['JournalEntry'];
export type Job = Schemas['Job'];
export type Timer = Schemas['Timer'];
export type MessageSubscription = Schemas['MessageSubscription'];
export type UserTask = Schemas['UserTask'];
export type Comment = Schemas['Comment'];
export type HistoryEntry = Schemas['HistoryEntry'];
export type UserTaskForm = Schemas['UserTaskForm'];
export type UserTaskCounts = Schemas['UserTaskCounts'];
export type DecisionEvaluation = Schemas['DecisionEvaluation'];
export type EvaluatedDecision = Schemas['EvaluatedDecision'];
export type EvaluatedTable = Schemas['EvaluatedTable'];
export type Incident = Schemas['Incident'];
export type Summary = Schemas['Summary'];
export type SearchHit = Schemas['SearchHit'];
export type Person = Schemas['Person'];
export type FormSchema = Schemas['FormSchema'];

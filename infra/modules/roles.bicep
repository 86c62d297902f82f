metadata description = 'What the app and whoever deploys may do. Each role is on one resource, never on the group. The identity that deploys has one role, in package.bicep.'

param appPrincipalId string
param operatorPrincipalId string
param storageName string
param vaultName string
param signingKeyName string
param upstreamVaultName string
param insightsName string

@description('Empty: no scheduler.')
param schedulerName string

var role = {
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  keyVaultCryptoUser: '12338af0-0e69-4776-bea7-57ae8d297424'
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  keyVaultSecretsOfficer: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  durableTaskDataContributor: '0ad04412-c4d5-4796-b79c-f76d14c8d402'
}

// Owner of blobs is what the Functions host documents as its minimum for its storage; queues and tables hold the task hub and the gateway's rows. The package is in another account.
var storageRoles = [role.storageBlobDataOwner, role.storageQueueDataContributor, role.storageTableDataContributor]

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = { name: storageName }
resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
  resource signingKey 'keys' existing = { name: signingKeyName }
}
resource upstreamVault 'Microsoft.KeyVault/vaults@2024-11-01' existing = { name: upstreamVaultName }
resource insights 'Microsoft.Insights/components@2020-02-02' existing = { name: insightsName }
resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' existing = if (!empty(schedulerName)) { name: schedulerName }

resource appOnStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for id in storageRoles: {
    scope: storage
    name: guid(storage.id, appPrincipalId, id)
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', id)
    }
  }
]

// The app reads secrets, and signs with the one key. Neither role lets it write a secret, or make a key or export it.
resource appOnVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, appPrincipalId, role.keyVaultSecretsUser)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.keyVaultSecretsUser)
  }
}

resource appOnSigningKey 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault::signingKey
  name: guid(vault::signingKey.id, appPrincipalId, role.keyVaultCryptoUser)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.keyVaultCryptoUser)
  }
}

resource appOnUpstreamVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: upstreamVault
  name: guid(upstreamVault.id, appPrincipalId, role.keyVaultSecretsUser)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.keyVaultSecretsUser)
  }
}

resource appOnInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, appPrincipalId, role.monitoringMetricsPublisher)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.monitoringMetricsPublisher)
  }
}

resource appOnScheduler 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(schedulerName)) {
  scope: scheduler
  name: guid(scheduler.id, appPrincipalId, role.durableTaskDataContributor)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.durableTaskDataContributor)
  }
}

// The deployer sets the two keys of the gateway, once, and the credentials of servers. No principalType: it is a person at a desk and a service principal in a pipeline.
resource operatorOnVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, operatorPrincipalId, role.keyVaultSecretsOfficer)
  properties: {
    principalId: operatorPrincipalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.keyVaultSecretsOfficer)
  }
}

resource operatorOnUpstreamVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: upstreamVault
  name: guid(upstreamVault.id, operatorPrincipalId, role.keyVaultSecretsOfficer)
  properties: {
    principalId: operatorPrincipalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.keyVaultSecretsOfficer)
  }
}

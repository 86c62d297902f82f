metadata description = 'Everything the gateway keeps: its tables, the durable task hub, the checkpoints of the audit log.'

param name string
param location string
param tags object
param zoneRedundant bool

@description('Reachable through private endpoints only.')
param isPrivate bool

@description('With isPrivate: one address that may still come from outside. Empty: none.')
param operatorIpAddress string

@description('The container of the checkpoints: the prefix of the tables in lower case, then -audit.')
param checkpointContainer string

@description('Days for which nobody can change or delete a checkpoint. 0: no such policy.')
param checkpointImmutabilityDays int

var isOpenToOperator = isPrivate && !empty(operatorIpAddress)

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate && !isOpenToOperator ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
      ipRules: isOpenToOperator ? [{ value: operatorIpAddress, action: 'Allow' }] : []
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource checkpoints 'containers' = {
      name: checkpointContainer
      properties: { publicAccess: 'None' }

      // Not locked: it can still be shortened or removed, which the activity log of the account shows. A container with a policy must be empty to be deleted.
      resource immutability 'immutabilityPolicies' = if (checkpointImmutabilityDays > 0) {
        name: 'default'
        properties: {
          immutabilityPeriodSinceCreationInDays: checkpointImmutabilityDays
          allowProtectedAppendWrites: false
        }
      }
    }
  }
}

output id string = storage.id
output name string = storage.name
output blobUri string = storage.properties.primaryEndpoints.blob
output queueUri string = storage.properties.primaryEndpoints.queue
output tableUri string = storage.properties.primaryEndpoints.table

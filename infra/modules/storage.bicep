metadata description = 'Everything the gateway keeps: its tables, the durable task hub, the deployed package.'

param name string
param location string
param tags object
param deploymentContainer string

@description('Reachable through private endpoints only.')
param isPrivate bool

@description('With isPrivate: one address that may still come from outside. Empty: none.')
param operatorIpAddress string

var isOpenToOperator = isPrivate && !empty(operatorIpAddress)

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
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

    resource package 'containers' = {
      name: deploymentContainer
      properties: { publicAccess: 'None' }
    }
  }
}

output id string = storage.id
output name string = storage.name
output blobUri string = storage.properties.primaryEndpoints.blob
output queueUri string = storage.properties.primaryEndpoints.queue
output tableUri string = storage.properties.primaryEndpoints.table

metadata description = 'Credentials of upstream servers and the gateway\'s own two keys. Access by role only.'

param name string
param location string
param tags object

@description('Reachable through a private endpoint only.')
param isPrivate bool

@description('With isPrivate: one address that may still come from outside. Empty: none.')
param operatorIpAddress string

param purgeProtection bool

var isOpenToOperator = isPrivate && !empty(operatorIpAddress)

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 30
    // The platform takes true or nothing; false is refused.
    enablePurgeProtection: purgeProtection ? true : null
    publicNetworkAccess: isPrivate && !isOpenToOperator ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
      ipRules: isOpenToOperator ? [{ value: operatorIpAddress }] : []
    }
  }
}

output id string = vault.id
output name string = vault.name
output uri string = vault.properties.vaultUri

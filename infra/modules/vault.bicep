metadata description = 'A vault: one for the keys of the gateway, one for the credentials of upstream servers. Access by role only.'

param name string
param location string
param tags object

@description('Reachable through a private endpoint only.')
param isPrivate bool

@description('With isPrivate: one address that may still come from outside. Empty: none.')
param operatorIpAddress string

param purgeProtection bool

@description('Name of a key that signs checkpoints of the audit log. Empty: none.')
param signingKeyName string = ''

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

// It is made in the vault and never leaves it. A deployment that finds it leaves it as it is; earlier versions stay after a rotation, and verify what they signed.
resource signingKey 'Microsoft.KeyVault/vaults/keys@2024-11-01' = if (!empty(signingKeyName)) {
  parent: vault
  name: empty(signingKeyName) ? 'none' : signingKeyName
  tags: tags
  properties: {
    kty: 'EC'
    curveName: 'P-256'
    keyOps: ['sign', 'verify']
  }
}

output id string = vault.id
output name string = vault.name
output uri string = vault.properties.vaultUri
output signingKeyName string = empty(signingKeyName) ? '' : signingKey.name

metadata description = 'The function app: runtime, scale and identity. Its settings are a module of their own, because they need its host name.'

param name string
param location string
param tags object
param planId string

@description('The identity that the app acts as.')
param identityId string

@description('The identity that reads and writes the package.')
param deploymentIdentityId string
param packageUri string

@description('Empty: no virtual network.')
param subnetId string

@description('Addresses and ranges that may reach the app. Empty: all.')
param allowedIpRanges string[]

param instanceMemoryMB int
param maximumInstanceCount int
param httpPerInstanceConcurrency int
param alwaysReadyHttp int
param alwaysReadyDurable int

var alwaysReady = [
  { name: 'http', instanceCount: alwaysReadyHttp }
  { name: 'durable', instanceCount: alwaysReadyDurable }
]

// Access restrictions take ranges only.
var ipRules = map(allowedIpRanges, (range, index) => {
  name: 'allowed-${index + 1}'
  priority: 100 + index
  action: 'Allow'
  ipAddress: contains(range, '/') ? range : '${range}${contains(range, ':') ? '/128' : '/32'}'
})

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {}, '${deploymentIdentityId}': {} }
  }
  properties: {
    serverFarmId: planId
    httpsOnly: true
    clientAffinityEnabled: false
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      // Written even if there are none, because a property that is left out keeps the rules of an earlier deployment.
      ipSecurityRestrictions: ipRules
      ipSecurityRestrictionsDefaultAction: empty(ipRules) ? 'Allow' : 'Deny'
      // azd deploys to the scm site from wherever it runs; that site takes Entra tokens only.
      scmIpSecurityRestrictionsUseMain: false
      scmIpSecurityRestrictionsDefaultAction: 'Allow'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageUri
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: deploymentIdentityId
          }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: filter(alwaysReady, each => each.instanceCount > 0)
        triggers: { http: { perInstanceConcurrency: httpPerInstanceConcurrency } }
      }
    }
  }

  // Deployment with a user name and password stays shut; azd deploys with an Entra token.
  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }
}

output name string = app.name
output hostName string = app.properties.defaultHostName

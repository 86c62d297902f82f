targetScope = 'subscription'

metadata description = 'FuncGateway: an MCP policy gateway on Azure Functions, Flex Consumption. Entra authentication throughout; no keys, no connection strings with secrets.'

@description('Name of the azd environment; names the resource group and, hashed, every resource.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region of every resource. It must offer Flex Consumption.')
@metadata({ azd: { type: 'location' } })
param location string

@description('Object id of the person or pipeline that deploys; may set secrets in the vault.')
param operatorPrincipalId string = deployer().objectId

@description('Application (client) id of the Entra registration that admin tokens are issued for. Empty: the admin API is off.')
param entraAudience string = ''

@description('Further host names the gateway answers to, comma separated (a custom domain, a front door). Its own name is always accepted.')
param extraPublicHosts string = ''

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('The most instances the app may have. 40 is the lowest that Flex Consumption takes.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Requests one instance takes at once. An open event stream holds one for as long as it lives.')
@minValue(1)
@maxValue(1000)
param httpPerInstanceConcurrency int = 100

@description('Instances kept warm for HTTP. 0 costs nothing while idle and makes the first call wait for a cold start.')
@minValue(0)
@maxValue(1000)
param alwaysReadyHttp int = 1

@description('Instances kept warm for the durable entities. 0 costs nothing while idle; the first call of a limited tool may then be refused, because its limit could not be checked in time.')
@minValue(0)
@maxValue(1000)
param alwaysReadyDurable int = 1

@description('Puts storage, vault and scheduler behind private endpoints and sends the app\'s traffic through a virtual network with one outbound address.')
param vnetEnabled bool = false

@description('Only with vnetEnabled: one public IPv4 address that may still reach storage and vault, so that azd can deploy from outside the network. Empty: none.')
param operatorIpAddress string = ''

@description('Uses Durable Task Scheduler as the durable backend instead of Azure Storage.')
param durableTaskSchedulerEnabled bool = false

@description('Keeps a deleted vault for its retention time, whatever anyone does. Cannot be taken back; azd down --purge then fails.')
param vaultPurgeProtection bool = false

@description('Days for which nobody can change or delete a checkpoint of the audit log: a time-based retention policy on their container, not locked. 0: none. With a policy, azd down cannot delete the container until they have passed.')
@minValue(0)
@maxValue(146000)
param checkpointImmutabilityDays int = 0

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var taskHubName = 'funcgateway'
var deploymentContainer = 'app-package'
var checkpointContainer = 'funcgateway-audit'

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { name: 'id-${token}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: 'log-${token}'
    insightsName: 'appi-${token}'
    location: location
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: 'st${token}'
    location: location
    tags: tags
    deploymentContainer: deploymentContainer
    checkpointContainer: checkpointContainer
    checkpointImmutabilityDays: checkpointImmutabilityDays
    isPrivate: vnetEnabled
    operatorIpAddress: operatorIpAddress
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    isPrivate: vnetEnabled
    operatorIpAddress: operatorIpAddress
    purgeProtection: vaultPurgeProtection
    checkpointKeyName: 'audit-checkpoints'
  }
}

module scheduler 'modules/scheduler.bicep' = if (durableTaskSchedulerEnabled) {
  scope: group
  params: {
    name: 'dts-${token}'
    taskHubName: taskHubName
    location: location
    tags: tags
    isPrivate: vnetEnabled
  }
}

module network 'modules/network.bicep' = if (vnetEnabled) {
  scope: group
  params: { name: 'vnet-${token}', location: location, tags: tags }
}

module endpoints 'modules/private-endpoints.bicep' = if (vnetEnabled) {
  scope: group
  params: {
    location: location
    tags: tags
    networkId: network!.outputs.networkId
    subnetId: network!.outputs.endpointSubnetId
    storageId: storage.outputs.id
    vaultId: vault.outputs.id
    schedulerId: durableTaskSchedulerEnabled ? scheduler!.outputs.id : ''
  }
}

module roles 'modules/roles.bicep' = {
  scope: group
  params: {
    appPrincipalId: identity.outputs.principalId
    operatorPrincipalId: operatorPrincipalId
    storageName: storage.outputs.name
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
    schedulerName: durableTaskSchedulerEnabled ? scheduler!.outputs.name : ''
  }
}

module plan 'modules/plan.bicep' = {
  scope: group
  params: { name: 'plan-${token}', location: location, tags: tags }
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    name: 'func-${token}'
    location: location
    tags: union(tags, { 'azd-service-name': 'gateway' })
    planId: plan.outputs.id
    identityId: identity.outputs.id
    subnetId: vnetEnabled ? network!.outputs.appSubnetId : ''
    packageUri: '${storage.outputs.blobUri}${deploymentContainer}'
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    httpPerInstanceConcurrency: httpPerInstanceConcurrency
    alwaysReadyHttp: alwaysReadyHttp
    alwaysReadyDurable: alwaysReadyDurable
  }
  // The host reads its package and its storage on the first start, so the roles and the private names come first.
  dependsOn: [roles, endpoints]
}

module settings 'modules/settings.bicep' = {
  scope: group
  params: {
    appName: app.outputs.name
    publicHosts: concat([app.outputs.hostName], filter(map(split(extraPublicHosts, ','), host => trim(host)), host => !empty(host)))
    identityClientId: identity.outputs.clientId
    storageName: storage.outputs.name
    blobUri: storage.outputs.blobUri
    queueUri: storage.outputs.queueUri
    tableUri: storage.outputs.tableUri
    vaultUri: vault.outputs.uri
    checkpointKeyName: vault.outputs.checkpointKeyName
    insightsConnectionString: monitoring.outputs.connectionString
    entraTenantId: tenant().tenantId
    entraAudience: entraAudience
    taskHubName: taskHubName
    usesScheduler: durableTaskSchedulerEnabled
    schedulerEndpoint: durableTaskSchedulerEnabled ? scheduler!.outputs.endpoint : ''
  }
}

output GATEWAY_URL string = 'https://${app.outputs.hostName}'
output GATEWAY_APP_NAME string = app.outputs.name
output GATEWAY_RESOURCE_GROUP string = group.name
output GATEWAY_STORAGE_NAME string = storage.outputs.name
output GATEWAY_VAULT_NAME string = vault.outputs.name
output GATEWAY_VAULT_URI string = vault.outputs.uri
output GATEWAY_OUTBOUND_IP string = vnetEnabled ? network!.outputs.outboundIpAddress : ''

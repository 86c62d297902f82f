targetScope = 'subscription'

metadata description = 'FuncGateway: an MCP policy gateway on Azure Functions, Flex Consumption. Entra authentication throughout; no keys, no connection strings with secrets.'

@description('Name of the azd environment; names the resource group and, hashed, every resource.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region of every resource: those that offer Flex Consumption.')
@metadata({ azd: { type: 'location' } })
@allowed([
  'australiaeast'
  'australiasoutheast'
  'brazilsouth'
  'canadacentral'
  'centralindia'
  'centralus'
  'eastasia'
  'eastus'
  'eastus2'
  'francecentral'
  'germanywestcentral'
  'italynorth'
  'japaneast'
  'koreacentral'
  'northcentralus'
  'northeurope'
  'norwayeast'
  'southafricanorth'
  'southcentralus'
  'southeastasia'
  'southindia'
  'spaincentral'
  'swedencentral'
  'uaenorth'
  'uksouth'
  'ukwest'
  'westcentralus'
  'westeurope'
  'westus'
  'westus2'
  'westus3'
])
param location string

@description('Object id of the person or pipeline that deploys; may set secrets in the vaults.')
param operatorPrincipalId string = deployer().objectId

@description('Application (client) id of the Entra registration that admin tokens are issued for. Empty: the admin API is off.')
param entraAudience string = ''

@description('Client id of the Entra registration that people sign in to with the console, if entraAudience is an App ID URI.')
param entraClientId string = ''

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

@description('Instances that are always ready for HTTP. Each costs 2 GB x 2,628,000 s x $0.000004 = $21.02 a month. With 0 the first call after a pause waits for a cold start.')
@minValue(0)
@maxValue(1000)
param alwaysReadyHttp int = 0

@description('Instances that are always ready for the durable entities. Each costs 2 GB x 2,628,000 s x $0.000004 = $21.02 a month. With 0 the first call of a limited tool after a pause waits for a cold start.')
@minValue(0)
@maxValue(1000)
param alwaysReadyDurable int = 0

@description('Puts storage, vault and scheduler behind private endpoints and sends the app\'s traffic through a virtual network with one outbound address.')
param vnetEnabled bool = false

@description('Addresses and ranges that may reach the gateway, comma separated, such as 203.0.113.7,198.51.100.0/24. Empty: all. Deployment stays possible from everywhere, with an Entra token.')
param allowedIpRanges string = ''

@description('What upstream servers may have besides public addresses, comma separated: host names, *.suffix or ranges of private addresses.')
param internalUpstreams string = ''

@description('Spreads storage and instances over the availability zones of the region; for a new environment. The platform then keeps at least two instances of each of the six scale groups ready: 12 x $21.02 = $252.29 a month with 2 GB.')
param zoneRedundant bool = false

@description('Only with vnetEnabled: one public IPv4 address that may still reach storage and vault, so that azd can deploy from outside the network. Empty: none.')
param operatorIpAddress string = ''

@description('Uses Durable Task Scheduler as the durable backend instead of Azure Storage.')
param durableTaskSchedulerEnabled bool = false

@description('Further settings of the gateway: Name=value, separated by semicolons, names without FuncGateway__, such as Approvals__Hold=00:01:00;MaxBodyBytes=8388608. Not for secrets.')
param furtherSettings string = ''

@description('Keeps deleted vaults for their retention time, whatever anyone does. Cannot be taken back; azd down --purge then fails.')
param vaultPurgeProtection bool = false

@description('Days for which nobody can change or delete a checkpoint of the audit log: a time-based retention policy on their container, not locked. 0: none. With a policy, azd down cannot delete the container until they have passed.')
@minValue(0)
@maxValue(146000)
param checkpointImmutabilityDays int = 0

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var taskHubName = 'funcgateway'
var checkpointContainer = 'funcgateway-audit'
var checkpointKeyName = 'audit-checkpoints'

@description('The parts of a list that are not blank.')
func listOf(text string, separator string) string[] => filter(map(split(text, separator), part => trim(part)), part => !empty(part))

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

module package 'modules/package.bicep' = {
  scope: group
  params: {
    storageName: 'stpkg${token}'
    identityName: 'id-deploy-${token}'
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: 'st${token}'
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
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
    signingKeyName: checkpointKeyName
  }
}

// Whoever may set the credentials of servers needs a role on this vault only, and can neither read nor replace a key of the gateway.
module upstreamVault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: 'kvu-${token}'
    location: location
    tags: tags
    isPrivate: vnetEnabled
    operatorIpAddress: operatorIpAddress
    purgeProtection: vaultPurgeProtection
  }
}

module diagnostics 'modules/diagnostics.bicep' = {
  scope: group
  params: {
    workspaceId: monitoring.outputs.workspaceId
    vaultNames: [vault.outputs.name, upstreamVault.outputs.name]
    storageName: storage.outputs.name
    packageStorageName: package.outputs.storageName
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
    vaultIds: { vault: vault.outputs.id, 'upstream-vault': upstreamVault.outputs.id }
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
    signingKeyName: vault.outputs.signingKeyName
    upstreamVaultName: upstreamVault.outputs.name
    insightsName: monitoring.outputs.insightsName
    schedulerName: durableTaskSchedulerEnabled ? scheduler!.outputs.name : ''
  }
}

module plan 'modules/plan.bicep' = {
  scope: group
  params: { name: 'plan-${token}', location: location, tags: tags, zoneRedundant: zoneRedundant }
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    name: 'func-${token}'
    location: location
    tags: union(tags, { 'azd-service-name': 'gateway' })
    planId: plan.outputs.id
    identityId: identity.outputs.id
    deploymentIdentityId: package.outputs.identityId
    packageUri: package.outputs.containerUri
    subnetId: vnetEnabled ? network!.outputs.appSubnetId : ''
    allowedIpRanges: listOf(allowedIpRanges, ',')
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
    publicHosts: concat([app.outputs.hostName], listOf(extraPublicHosts, ','))
    internalUpstreams: listOf(internalUpstreams, ',')
    identityClientId: identity.outputs.clientId
    storageName: storage.outputs.name
    blobUri: storage.outputs.blobUri
    queueUri: storage.outputs.queueUri
    tableUri: storage.outputs.tableUri
    vaultUri: vault.outputs.uri
    upstreamVaultUri: upstreamVault.outputs.uri
    checkpointKeyName: checkpointKeyName
    insightsConnectionString: monitoring.outputs.connectionString
    entraTenantId: tenant().tenantId
    entraAudience: entraAudience
    entraClientId: entraClientId
    furtherSettings: listOf(furtherSettings, ';')
    isDurableReady: alwaysReadyDurable > 0
    taskHubName: taskHubName
    usesScheduler: durableTaskSchedulerEnabled
    schedulerEndpoint: durableTaskSchedulerEnabled ? scheduler!.outputs.endpoint : ''
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_TENANT_ID string = tenant().tenantId
output SERVICE_GATEWAY_NAME string = app.outputs.name
output SERVICE_GATEWAY_URI string = 'https://${app.outputs.hostName}'
output GATEWAY_URL string = 'https://${app.outputs.hostName}'
output GATEWAY_APP_NAME string = app.outputs.name
output GATEWAY_RESOURCE_GROUP string = group.name
output GATEWAY_STORAGE_NAME string = storage.outputs.name
output GATEWAY_VAULT_NAME string = vault.outputs.name
output GATEWAY_UPSTREAM_VAULT_NAME string = upstreamVault.outputs.name
output GATEWAY_VNET_ID string = vnetEnabled ? network!.outputs.networkId : ''
output GATEWAY_OUTBOUND_IP string = vnetEnabled ? network!.outputs.outboundIpAddress : ''

// The options again, so that "azd env refresh" fetches them on another machine. Without them azd provision would set each back to its default.
output GATEWAY_ENTRA_AUDIENCE string = entraAudience
output GATEWAY_ENTRA_CLIENT_ID string = entraClientId
output GATEWAY_EXTRA_PUBLIC_HOSTS string = extraPublicHosts
output GATEWAY_INSTANCE_MEMORY_MB string = string(instanceMemoryMB)
output GATEWAY_MAXIMUM_INSTANCES string = string(maximumInstanceCount)
output GATEWAY_HTTP_CONCURRENCY string = string(httpPerInstanceConcurrency)
output GATEWAY_ALWAYS_READY_HTTP string = string(alwaysReadyHttp)
output GATEWAY_ALWAYS_READY_DURABLE string = string(alwaysReadyDurable)
output GATEWAY_ZONE_REDUNDANT string = zoneRedundant ? 'true' : 'false'
output GATEWAY_ALLOWED_IPS string = allowedIpRanges
output GATEWAY_VNET string = vnetEnabled ? 'true' : 'false'
output GATEWAY_OPERATOR_IP string = operatorIpAddress
output GATEWAY_INTERNAL_UPSTREAMS string = internalUpstreams
output GATEWAY_SETTINGS string = furtherSettings
output GATEWAY_DURABLE_TASK_SCHEDULER string = durableTaskSchedulerEnabled ? 'true' : 'false'
output GATEWAY_VAULT_PURGE_PROTECTION string = vaultPurgeProtection ? 'true' : 'false'
output GATEWAY_CHECKPOINT_IMMUTABILITY_DAYS string = string(checkpointImmutabilityDays)

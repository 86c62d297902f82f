metadata description = 'A private endpoint for each thing the app talks to, and the DNS zones that make their usual names point there.'

param location string
param tags object
param networkId string
param subnetId string
param storageId string

@description('Ids of the vaults by the name of their endpoint.')
param vaultIds object

@description('Empty: no scheduler.')
param schedulerId string

var vaultZone = 'privatelink.vaultcore.azure.net'
var schedulerZone = 'privatelink.durabletask.io'
var storageParts = ['blob', 'queue', 'table']
var storageZones = map(storageParts, part => 'privatelink.${part}.${environment().suffixes.storage}')
var zoneNames = concat(storageZones, [vaultZone], empty(schedulerId) ? [] : [schedulerZone])

var targets = concat(
  map(storageParts, (part, index) => { name: part, part: part, id: storageId, zone: storageZones[index] }),
  map(items(vaultIds), vault => { name: vault.key, part: 'vault', id: vault.value, zone: vaultZone }),
  empty(schedulerId) ? [] : [{ name: 'scheduler', part: 'scheduler', id: schedulerId, zone: schedulerZone }]
)

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for name in zoneNames: {
    name: name
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (name, index) in zoneNames: {
    parent: zones[index]
    name: 'network'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: networkId }
    }
  }
]

resource endpoints 'Microsoft.Network/privateEndpoints@2024-07-01' = [
  for target in targets: {
    name: 'pe-${target.name}'
    location: location
    tags: tags
    properties: {
      subnet: { id: subnetId }
      privateLinkServiceConnections: [
        { name: target.name, properties: { privateLinkServiceId: target.id, groupIds: [target.part] } }
      ]
    }
  }
]

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-07-01' = [
  for (target, index) in targets: {
    parent: endpoints[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        { name: target.part, properties: { privateDnsZoneId: resourceId('Microsoft.Network/privateDnsZones', target.zone) } }
      ]
    }
    dependsOn: [zones]
  }
]
